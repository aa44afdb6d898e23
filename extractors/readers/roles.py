"""From the title of a section to the part that it plays in the paper: one table for every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Role

# Whole titles, after `_plain` has dropped numbering, case and punctuation at the ends. General words of scientific
# writing (the IMRaD names, the labels of structured abstracts, the headings of back matter and of lay pages).
_TITLES: dict[Role, str] = {
    Role.TITLE: "title | article title",
    Role.ABSTRACT: "abstract | structured abstract | graphical abstract",
    Role.SUMMARY: "summary | tl;dr | tldr | tl dr | contribution | plain language summary | lay summary | "
    "author summary | editors summary | editor's summary | executive summary | in brief | in "
    "short | overview | at a glance | short summary | synopsis | significance statement",
    Role.KEY_FINDINGS: "key findings | key points | key messages | key message | highlights | article highlights | "
    "key takeaway | key takeaways | takeaway | takeaways | take-home message | take home message "
    "| main points | the bottom line | bottom line | what this study adds | what this paper adds "
    "| main findings | key results | what you need to know",
    Role.INTRODUCTION: "introduction | background | objective | objectives | aim | aims | purpose | rationale | "
    "context | hypothesis | importance | introduction and background | background and aims | "
    "background and objectives | background/aims | background/objectives | aims and objectives | "
    "background and purpose | intro | goal | goals | study objective | research question | "
    "related work | background and rationale | literature review | the problem | aims and "
    "hypothesis | objectives and hypothesis | question",
    Role.METHODS: "methods | method | materials and methods | material and methods | methods and materials | "
    "patients and methods | subjects and methods | participants and methods | methodology | "
    "experimental procedures | experimental section | experimental | experimental design | study "
    "design | design | setting | settings | participants | patients | subjects | interventions | "
    "intervention | main outcome measures | outcome measures | main outcomes and measures | main "
    "outcome measure | measurements | data sources | data extraction | study selection | search "
    "strategy | eligibility criteria | exposures | exposure | statistical analysis | statistical "
    "analyses | data analysis | methods/design | methods and design | design and methods | "
    "research design and methods | study population | data collection | procedure | procedures | "
    "protocol | materials | patients | methods and analysis | star methods | online methods | "
    "measures | data synthesis | design, setting, and participants | design, setting and "
    "participants | approach and results | study sample",
    Role.RESULTS: "results | result | findings | outcomes | outcome | results and discussion | findings and "
    "discussion | results and interpretation | principal findings | results and analysis | "
    "experimental results | observations",
    Role.DISCUSSION: "discussion | discussion and conclusion | discussion and conclusions | general discussion | "
    "comment | commentary | implications | clinical implications | perspective | perspectives | "
    "future directions | outlook",
    Role.CONCLUSION: "conclusion | conclusions | concluding remarks | conclusions and relevance | interpretation | "
    "conclusion and perspectives | conclusions and perspectives | significance | relevance | "
    "conclusion/interpretation | conclusions/significance | conclusion and future directions | "
    "final thoughts | the verdict | summary and conclusion | summary and conclusions | closing "
    "thoughts | conclusion and significance",
    Role.CASE: "case | case presentation | case presentations | case report | case reports | case "
    "description | case series | case history | clinical presentation | patient presentation | "
    "clinical case",
    Role.LIMITATIONS: "limitations | limitation | study limitations | limitations of the study | limitations of "
    "this study | strengths and limitations | strengths and limitations of this study | strengths "
    "and weaknesses | caveats | limitations and future directions",
    Role.FIGURE: "figure | figures | figure legends | figure captions | fig",
    Role.TABLE: "table | tables | table legends",
    Role.REFERENCES: "references | bibliography | literature cited | reference list | works cited | sources | "
    "citations | further reading | literature | cited literature | references and notes",
    Role.ENTITIES: "linked entities | full-text entities | entities | annotations | mentioned entities | named "
    "entities | biomedical entities | concepts",
    Role.FUNDING: "funding | financial support | funding sources | funding source | funding statement | grant "
    "support | funding information | role of the funding source | role of funding source | "
    "sources of funding | sponsor | funder | funding/support | financial disclosure",
    Role.CONFLICT: "competing interests | competing interest | conflict of interest | conflicts of interest | "
    "conflict of interests | conflict of interest statement | competing interest statement | "
    "disclosure | disclosures | competing interests statement | declaration of interests | "
    "declaration of competing interest | disclosure statement | duality of interest | declaration "
    "of interest | disclosure of interests",
    Role.BACK: "acknowledgements | acknowledgments | acknowledgement | acknowledgment | abbreviations | list "
    "of abbreviations | abbreviation | nomenclature | glossary | appendix | appendices | "
    "supporting information | supplementary material | supplementary materials | supplementary "
    "information | supplementary data | additional files | additional file | electronic "
    "supplementary material | authors' contributions | author contributions | author's "
    "contributions | contributors | contributorship statement | authors' information | author "
    "information | pre-publication history | data availability | data availability statement | "
    "availability of data and materials | ethics statement | ethics approval | ethics approval "
    "and consent to participate | ethical approval | ethical considerations | consent | consent "
    "for publication | footnotes | endnotes | notes | trial registration | trial status | "
    "publisher's note | disclaimer | about the author | about the authors | provenance and peer "
    "review | patient consent | informed consent | orcid | registration | clinical trial "
    "registration | related articles | related posts | availability and requirements | electronic "
    "supplementary materials | copyright",
}  # fmt: skip

# Words that settle a longer title; the first rule that matches wins. The questions are those of plain-language pages.
_RULES: tuple[tuple[Role, str], ...] = (
    (Role.CONFLICT, r"\b(conflicts? of interests?|competing (financial )?interests?)\b"),
    (Role.FUNDING, r"^(funding|grant|financial) (support|statement|information|sources?)\b|\bsources? of funding\b"),
    (Role.BACK, r"^(acknowledge?ments?|supplement(ary|al)|supporting|additional|appendix|annex|online[-"
     r" ]only|ethic(s|al))\b"),
    (Role.BACK, r"\b(availability of data|data availability|contributions?)$|^authors?['’s]*"
     r" (contribution|information)"),
    (Role.REFERENCES, r"^(references|sources|bibliography)\b"),
    (Role.LIMITATIONS, r"\b(limitations?|caveats?|weaknesses|shortcomings)\b|\bhow (strong|good|solid|reliable"
     r"|certain)\b"),
    (Role.KEY_FINDINGS, r"^(key|main|most important) (take-?aways?|findings?|points?|messages?|facts)\b"
     r"|^take-?home\b"),
    (Role.RESULTS, r"^what (did|do|does|have) .{0,60}\b(find|found|show|discover|report|observe|reveal|results?)\b"),
    (Role.METHODS, r"^how (was|were|did|is|are) .{0,60}\b(stud(y|ied|ies)|done|carried out|test(ed)?"
     r"|conducted|performed|measured?)\b"),
    (Role.INTRODUCTION, r"^(what|which) question\b|^why (did|was|were|is) .{0,60}\b(study|studied|done|carried"
     r" out|asked?|research)\b"),
    (Role.DISCUSSION, r"^what (does|do|could|might|can|will) (this|these|it|the) .{0,60}\bmeans?\b|^what (this"
     r"|it) means\b"),
    (Role.CASE, r"^case (presentation|report|description|history|series|study|\d)"),
    (Role.RESULTS, r"^(results?|findings?)\b"),
    (Role.DISCUSSION, r"^discussion\b"),
    (Role.CONCLUSION, r"^(overall |general )?(conclusions?|concluding)\b"),
    (Role.INTRODUCTION, r"^(introduction|background|objectives?|aims?)\b"),
    (Role.METHODS, r"^(materials?|patients?|subjects?|participants?|animals?|samples?)\b.{0,60}\bmethods?\b"
     r"|^(methods?|methodology)\b"),
    (Role.METHODS, r"\b(statistical|data) analys[ei]s( plan)?$|\b(methods?|procedures?)$|^statistic(s|al)\b"),
    (Role.FIGURE, r"^(figure|fig|scheme|box)\.? ?s?\d+"),
    (Role.TABLE, r"^table ?s?\d+"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _RULES)
_BY_TITLE = {title.strip(): role for role, titles in _TITLES.items() for title in titles.split("|")}

# The values of JATS sec-type and of the section_type of BioC files from PubMed Central, and the categories that
# PubMed gives the labels of structured abstracts.
_TYPES: dict[str, Role] = {
    "intro": Role.INTRODUCTION,
    "introduction": Role.INTRODUCTION,
    "background": Role.INTRODUCTION,
    "objective": Role.INTRODUCTION,
    "objectives": Role.INTRODUCTION,
    "materials": Role.METHODS,
    "methods": Role.METHODS,
    "method": Role.METHODS,
    "subjects": Role.METHODS,
    "results": Role.RESULTS,
    "discussion": Role.DISCUSSION,
    "discuss": Role.DISCUSSION,
    "conclusions": Role.CONCLUSION,
    "conclusion": Role.CONCLUSION,
    "concl": Role.CONCLUSION,
    "cases": Role.CASE,
    "case": Role.CASE,
    "title": Role.TITLE,
    "front": Role.TITLE,
    "abstract": Role.ABSTRACT,
    "fig": Role.FIGURE,
    "table": Role.TABLE,
    "ref": Role.REFERENCES,
    "ack_fund": Role.FUNDING,
    "comp_int": Role.CONFLICT,
    "coi-statement": Role.CONFLICT,
    "conflict": Role.CONFLICT,
    "funding-statement": Role.FUNDING,
    "financial-disclosure": Role.FUNDING,
    "supplementary-material": Role.BACK,
    "suppl": Role.BACK,
    "auth_cont": Role.BACK,
    "abbr": Role.BACK,
    "appendix": Role.BACK,
    "review_info": Role.BACK,
    "keyword": Role.BACK,
}

_NUMBERING = re.compile(r"^(?:(?:section\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-h])[.):]\s*|\d+(?:\.\d+)*\s+)(?=\S)")


def _plain(title: str) -> str:
    text = " ".join(title.replace("’", "'").lower().split()).strip(" .:*#_-–—?!\ufeff")
    return _NUMBERING.sub("", text).strip()


def role_of(title: str, kind: str = "") -> Role:
    """Return the role of a section with this title; ``kind`` is the type that the file itself gives, if any.

    The title is read first, because files give the type by habit; a title that joins parts of a path with full stops
    ("BODY.METHODS") counts by its last known part. `Role.OTHER` where neither tells.

    >>> role_of("2. Materials and methods"), role_of("Cells", "materials|methods"), role_of("The cells")
    (<Role.METHODS: 'methods'>, <Role.METHODS: 'methods'>, <Role.OTHER: 'other'>)
    """
    text = _plain(title)
    if text in _BY_TITLE:
        return _BY_TITLE[text]
    by_rule = next((role for role, pattern in _PATTERNS if pattern.search(text)), None)
    if by_rule:
        return by_rule
    for part in reversed(re.split(r"[.|/&:]| and ", text) if title.isupper() else []):
        if part.strip() in _BY_TITLE:
            return _BY_TITLE[part.strip()]
    known = [_TYPES[part] for part in re.split(r"[|\s]+", kind.lower()) if part in _TYPES]
    return known[-1] if known else Role.OTHER


_OF_BOTH = frozenset(
    {"participants", "patients", "subjects", "interventions", "intervention", "study population", "study sample"}
    | {"exposure", "exposures", "setting", "settings", "outcome measures", "main outcome measures", "measures"}
)


def role_within(role: Role, title: str, outer: Role) -> Role:
    """Return the role of a section within another: "Patients" tells of methods, but within the results of these.

    >>> role_within(Role.METHODS, "Study population", Role.RESULTS)
    <Role.RESULTS: 'results'>
    """
    told = role is Role.METHODS and outer is Role.RESULTS and _plain(title).rpartition(".")[2].strip() in _OF_BOTH
    return outer if told else role


_COLON = re.compile(r"\s?:(?=\s|$)")
_LONGEST_LABEL = 66
_LABEL = re.compile(
    r"(?:(?P<first>^\s*)|[.!?)\]]\s{1,2})"
    r"(?P<label>[A-Z][A-Z/&,()' -]{1,60}[A-Z)]|[A-Z][a-z]+(?:(?:[ /,]| and | of )[A-Za-z]+){0,4})$"
)


def iter_labels(text: str) -> Iterator[tuple[int, int, str, Role]]:
    """Yield the labels that structure an abstract: start, end (after the colon), label and role, in order.

    A label stands at the start of the text or of a sentence, ends with a colon and is a title with a known role.

    >>> [(label, str(role)) for _, _, label, role in iter_labels("AIM: To see. METHODS: We saw. Note: it rained.")]
    [('AIM', 'introduction'), ('METHODS', 'methods')]
    """
    for colon in _COLON.finditer(text):
        left = max(0, colon.start() - _LONGEST_LABEL)
        match = _LABEL.search(text[left : colon.start()])
        if match is None or (left and match.group("first") is not None):
            continue
        label = match.group("label")
        role = role_of(label) if label.isupper() else _BY_TITLE.get(_plain(label), Role.OTHER)
        if role is not Role.OTHER:
            yield left + match.start("label"), colon.end(), label, role
