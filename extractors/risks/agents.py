"""What may do harm in a sentence: drugs by name, proteins that are given, biologicals that no vocabulary has."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from extractors.claim import Argument, Direction
from extractors.claims.arguments import Resolver, lack_before
from extractors.claims.numbers import find_arms
from extractors.document import Sentence
from extractors.recognise.biologicals import STEMS
from extractors.screen import Screened, screened
from ontologies.term import Kind

_COURSE = (
    r"(?:treatment|therap(?:y|ies)|use|usage|administration|exposure|infusions?|injections?|intake|ingestion|initiation"
    r"|introduction|addition|receipt|discontinuation|withdrawal|cessation|overdos(?:e|age)|courses?|dos(?:e|es|ing"
    r"|age)|cycles?|weeks?|days?|months?|years?|start|prophylaxis|replacement|application|instillation|trial|regimens?"
    r"|mg|ml|units)"
)
_LEFT = (
    rf"\b(?:{_COURSE} (?:of|with|to|by)|receiv(?:ed|es|ing)|taking|took|treated with|given|started(?: on)?|starting|on"
    r"|prescribed|ingested|administered|exposed to|add(?:ed|ing)|switch\w+ to|replac\w+ by|us(?:ed|ing)|induced by"
    r"|caused by|attributed to|due to|secondary to|after|following|with)\s+(?:\w[\w-]*\s+){0,3}$"
)
_RIGHT = (
    r"(?:\s?\([^()]{1,40}\))?(?:[\s-]+(?:alpha|beta|gamma|\d\w*)\b)*[\s-]+(?:\w[\w-]*\s+)?"
    rf"(?:{_COURSE}|monotherapy|chemotherapy|injection|induced|associated|related|treated|based|users?|toxicity"
    rf"|doses)\b"
    r"|\s+(?:was|were|is|are|has been|had been) (?:\w+ly |then )?(?:given|started|administered|discontinued|stopped"
    r"|withdrawn|initiated|added|prescribed|introduced|reinstated|ingested|injected|infused)\b"
)
# What is measured, made or taken up, not given: "conversion of tryptophan", "serum creatinine", "creatinine clearance".
_MEASURED_LEFT = (
    r"\b(?:conversion|metabolism|absorption|synthesis|levels?|concentrations?|clearance|uptake|release|production"
    r"|secretion|inhibition|excretion|accumulation|deficiency|lack|serum|plasma|urinary|endogenous|presence"
    r"|reduc(?:es?|ed|ing)|inhibits?|lowers?|no change) (?:of |in |the )?(?:\w+ )?$"
)
_LABORATORY = (
    r"\b(?:stain\w*|fixed|fixation|embedded|labell?ed|counterstain\w*|dissolved|diluted|washed|targeting|antibod(?:y"
    r"|ies)"
    r" (?:against|to)) (?:\w+ )?(?:with |in |by )?(?:\d+ ?% )?(?:\w+ and )?$"
)
_MEASURED_RIGHT = r"\s+(?:clearance|density|deficienc|metabolism|content|absorption|receptors?|synthase|deficient)"
# Stems of international names of biologicals, and short forms that stand for drugs in plain words.
_BIOLOGICALS = (
    rf"(?i:\w{{3,}}(?:{STEMS}|plase|leukin|vedotin|parin|caine)\b|(?:peg\w*[- ])?interferons?"
    r"(?:[- ](?:alfa|alpha|beta|gamma))?(?:-?\d\w?)?\b|(?:intravenous |iv )?immunoglobulins?\b|immune globulin\b"
    r"|[\w-]+ vaccin(?:e|es|ation)\b)|\bIVIG\b|\bCHOP\b|\bFOLFOX\b|\bFOLFIRI\b|\bBCG\b|\b(?:NSAID|SSRI|SNRI|DMARD)s?\b"
)
_GIVEN = frozenset({Kind.CHEMICAL, Kind.GENE, Kind.INTERVENTION})
_GENES = frozenset({"NCBIGene", "HGNC", "PR", "UNIPROT"})
# What is done in any study, or helps those who are harmed.
_IS_SUPPORT = screened(
    r"\b(?:surg\w+|operations?|procedures?|screening|counsel\w+|education\w*|monitoring|follow-up|care|assessment"
    r"|diagnosis|diagnostic|imaging|mri|ct|tomography|biops\w+|support\w*|programmes?|programs?|questionnaires?"
    r"|interviews?|placebo|control|hospitali[sz]ation|rehabilitation|visits?|examinations?|treatments?|therap(?:y|ies)"
    r"|interventions?|management|drugs?|medications?|prevention|prophylaxis)$",
    re.IGNORECASE,
)
_ALTERED = re.compile(
    r"\b(?:mutat\w+|variants?|polymorphisms?|alleles?|deletions?|gene|genes|genotypes?|loss|deficiency)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_GENE = re.compile(
    r"\)?(?:\s\([^()]{1,20}\))?[\s-](?:genes?|mutat\w+|mutant|variants?|polymorphisms?|alleles?|deletions?|deficien\w+"
    r"|mRNA|"
    r"expression|overexpression|null|knock\w*)\b",
    re.IGNORECASE,
)
_PLACEBO = re.compile(r"\bplacebo\s*\(\s*$", re.IGNORECASE)
_RIVAL = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|relative to|(?:in|by) comparison (?:with|to)"
    r"|superior to|inferior to)\s(?:(?:with|in|for|after|the|those|patients|receiving|on|women|men|children|people"
    r"|participants|subjects|who|that|had|were|received|receive|took|given|taking|treated|placebo and|placebo or|either"
    r"|standard|conventional|intravenous|oral|either|both|higher doses of)\s){0,5}$"
)
# A class beside the drug itself: "the inhibitor (SSRI) citalopram", "budesonide, a steroid".
_CLASS_OF = re.compile(r"\)?\s(?:\([^()]{1,20}\)\s)?")
_IS_A = re.compile(r"(?:\s\([^()]{1,30}\))?,? (?:an?|the|other|another|either) (?:[\w-]+ ){0,4}")


@functools.cache
def _compiled() -> tuple[Screened, ...]:
    given = screened(_LEFT, re.IGNORECASE), screened(_RIGHT, re.IGNORECASE)
    measured = screened(rf"{_MEASURED_LEFT}|{_LABORATORY}", re.IGNORECASE), screened(_MEASURED_RIGHT, re.IGNORECASE)
    return (*given, *measured, screened(rf"\b(?:{_BIOLOGICALS})"))


def find_agents(text: str, sentence: Sentence, resolver: Resolver) -> list[Argument]:
    """Return what may do harm in a sentence, in the order of the text: what is given, not what is measured or made."""
    found = list(_named(text, sentence, resolver))
    found += [resolver.composed(whole) for whole in resolver.interventions_in(sentence.start, sentence.end)]
    spans = [(one.start, one.end) for one in found]
    found += [
        one for one in _unnamed(text, sentence) if all(one.end <= low or high <= one.start for low, high in spans)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    return [
        one
        for one in found
        if _can_harm(text, one) and not _is_class(text, one, found) and not is_spared(text, sentence, one)
    ]


def is_spared(text: str, sentence: Sentence, agent: Argument) -> bool:
    """Tell whether an agent is what others are compared with or lacking, or the arm that fared no worse by its numbers.

    "More bleeding with aspirin than with paracetamol", "low vitamin D", "stroke in 12 of 96 on aspirin and in 30 of
    98 on placebo".
    """
    if (
        _RIVAL.search(text, max(sentence.start, agent.start - 50), agent.start)
        or lack_before(text, agent.start) is not None
    ):
        return True
    arms = find_arms(text, sentence)
    return arms is not None and arms.at(agent.start, agent.end) not in {None, Direction.INCREASE}


def _named(text: str, sentence: Sentence, resolver: Resolver) -> Iterator[Argument]:
    for link in resolver.links_in(sentence.start, sentence.end):
        if link.mention.kind not in _GIVEN:
            continue
        agent = resolver.named(link)
        if link.mention.kind is Kind.CHEMICAL:
            if link.term is not None or is_given(text, sentence, agent):
                yield agent
        elif link.mention.kind is Kind.GENE:
            if is_given(text, sentence, agent) and not _is_inherited(text, sentence, agent):
                yield agent
        elif not _IS_SUPPORT.search(agent.text):
            yield agent


def _unnamed(text: str, sentence: Sentence) -> Iterator[Argument]:
    for match in _compiled()[4].finditer(text, sentence.start, sentence.end):
        yield Argument(start=match.start(), end=match.end(), text=match[0], kind=Kind.CHEMICAL)


def is_given(text: str, sentence: Sentence, agent: Argument) -> bool:
    """Tell whether words before or behind a name say that it is given to somebody."""
    left, right, *_ = _compiled()
    low = max(sentence.start, agent.start - 60)
    return right.match(text, agent.end, sentence.end) is not None or left.search(text[low : agent.start]) is not None


def _is_inherited(text: str, sentence: Sentence, agent: Argument) -> bool:
    """Tell whether a name stands for a gene that somebody has, not for a protein that is given: mutations in FBN1."""
    before = text[max(sentence.start, agent.start - 60) : agent.start]
    return _ALTERED.search(before) is not None or _GENE.match(text, agent.end, sentence.end) is not None


def _can_harm(text: str, agent: Argument) -> bool:
    """Tell whether an agent is given: not what is measured or made in the body, nor what a placebo is made of."""
    _, _, left, right, _ = _compiled()
    if right.match(text, agent.end) or left.search(text[max(0, agent.start - 40) : agent.start]):
        return False
    product = agent.kind is Kind.CHEMICAL and any(curie.prefix in _GENES for curie in agent.curies)
    return not product and _PLACEBO.search(text, max(0, agent.start - 12), agent.start) is None


def _is_class(text: str, agent: Argument, agents: Sequence[Argument]) -> bool:
    """Tell whether a name is only the class of the drug beside it."""
    return any(
        (other.start > agent.end and _CLASS_OF.fullmatch(text, agent.end, other.start))
        or (other.end < agent.start and _IS_A.fullmatch(text, other.end, agent.start))
        for other in agents
        if other is not agent
    )
