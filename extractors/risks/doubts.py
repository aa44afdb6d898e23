"""Doubts in the words of newspapers and leaflets: what was never shown, who pays, what is promised."""

from __future__ import annotations

from extractors.claim import RiskKind

_PEOPLE = (
    r"(?:people|humans?|patients|persons|volunteers|women|men|adults|children|babies|infants|mothers|participants"
    r"|anyone|everyone|those|users|customers)"
)
_STUDIES = r"(?:trials?|stud(?:y|ies)|experiments?|tests?|research|work)"
_PROOF = r"(?:evidence|science|research|proof|data|case|support|literature)"
_THIN = (
    r"(?:thin|weak|shaky|slim|flimsy|patchy|scant|scanty|sparse|meagre|meager|poor|lacking|limited|mixed|anecdotal"
    r"|preliminary|inconclusive|in its infancy|far from (?:clear|conclusive|settled))"
)
_COMPANY = (
    r"(?:firms?|compan(?:y|ies)|manufacturers?|makers?|producers?|sellers?|importers?|vendors?|suppliers?|industry"
    r"|distributors?|start-?ups?|clinics?|brands?)"
)
_REMEDY = (
    r"(?:cures?|remed(?:y|ies)|answers?|alternatives? to|breakthroughs?|treatments?|therap(?:y|ies)|miracles?"
    r"|solutions?)"
)

# Name of the rule -> kind and the phrases, each a pattern of its own, as in `limits`.
PATTERNS: dict[str, tuple[RiskKind, tuple[str, ...]]] = {
    "never shown": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:has|have|had) yet to (?:be (?:\w+ )?(?:shown|proven|proved|tested|established|confirmed)|find out"
            r"|show|prove|confirm"
            r"|establish|test)\b[^.;,]{0,40}",
            r"(?:no|not (?:one|a single|any)|hardly any|almost no) (?:[\w-]+ ){0,3}?(?:trials?|studies|research)\b(?="
            r" (?:in|on|of"
            r"|has|have|exists?|shows?|so far|yet)\b|[.,;])(?: (?:in|on|of) [\w -]{3,30})?",
            r"(?:hardly anything|nothing|next to nothing|not much|too little) is known\b[^.;,]{0,40}",
            r"(?:has|have|had) (?:never|not yet|not)(?: yet)? been (?:\w+ )?(?:investigated|studied|examined|repeated"
            r"|replicated"
            r"|confirmed)\b(?: (?:in|on) [\w -]{3,30})?",
            r"(?:nobody|no one|no-one|no other group) (?:has|have) (?:ever |yet )?(?:repeated|replicated|confirmed"
            r"|tested|shown"
            r"|proved|proven|checked|studied|compared|looked)\b[^.;,]{0,40}",
            r"(?:isn|wasn|hasn|haven)['’]t (?:been )?(?:known|proven|proved|tested|studied|shown"
            r"|established)\b[^.;,]{0,40}",
            rf"(?:no|not a single|hardly any|almost no|few) (?:[\w-]+ ){{0,2}}?{_STUDIES} (?:[\w-]+ ){{0,2}}?"
            rf"(?:in|on|with|of|among) (?:\w+ )?{_PEOPLE}\b",
            rf"no (?:[\w-]+ )?{_STUDIES} (?:has|have) (?:ever |yet |so far )?(?:shown|proved|proven|found|tested"
            rf"|confirmed"
            r"|compared|looked)\b(?: (?:that )?[^.;,]{3,60})?",
            r"(?:has|have|had) (?:never|not yet|not) been (?:properly |rigorously |formally )?(?:tested|proven|proved"
            r"|demonstrated|established)\b(?: (?:in|on) [\w -]{3,30})?",
            r"(?:benefits?|efficacy|effectiveness|effects?|value|usefulness) (?:is|are|was|were|has|have|remains?) "
            r"(?:\w+ )?(?:not (?:\w+ )?(?:established|known|proven|clear|been (?:established|shown|proven|demonstrated"
            r"))|unproven|uncertain|unknown|unclear|doubtful|questionable)\b",
            r"(?:nobody|no one|no-one) (?:yet |really )?(?:knows|can (?:yet )?(?:say|tell)) [^.;]{3,70}",
            r"whether [^.;,]{3,90} (?:is|are|remains?) (?:\w+ )?(?:unknown|uncertain|unclear|not (?:yet )?(?:known"
            r"|clear)"
            r"|an open question|to be (?:seen|shown))\b",
            r"(?:is|are|remains?) (?:still |largely |completely )?(?:unknown|to be seen) (?:in|for|among) "
            rf"(?:\w+ )?{_PEOPLE}\b",
            r"(?:anybody|anyone)['’]s guess\b",
            r"(?:has|have|had) (?:hardly|barely|scarcely|rarely|seldom) (?:ever )?been (?:investigated|studied"
            r"|examined|tested"
            r"|measured|looked at)\b[^.;,]{0,40}",
            r"(?:do|does|did)(?: still| yet)? not (?:yet |really |fully )?know (?:which|whether|how|if|what|who)"
            r" [^.;]{3,60}",
            r"no (?:\w+ )?(?:evidence|proof) (?:for|of|behind) (?:either|it|that|this|any of (?:it|this|these))\b",
            r"(?:remain|is|are) (?:still )?(?:a mystery|a matter of debate|open questions?)\b",
        ),
    ),
    "thin evidence": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            rf"{_STUDIES} (?:has|have) been (?:\w+ )?(?:small|tiny|few|short|weak|poor)\b",
            r"(?:such|these|those) (?:levels|doses|amounts|concentrations) (?:would|could|may|might) (?:be|prove)"
            r" (?:\w+ )?(?:toxic"
            r"|fatal|lethal|deadly|dangerous|unsafe|harmful)\b[^.;,]{0,30}",
            rf"{_PROOF} (?:behind|for|on|in favou?r of|supporting) [^.;]{{2,60}}? (?:is|are|remains?|was) (?:\w+"
            rf" )?{_THIN}\b",
            r"(?:thin|weak|shaky|slim|flimsy|patchy|scant|scanty|meagre|meager|poor|anecdotal) (?:\w+ )?(?:evidence"
            r"|science"
            r"|proof|data)\b",
            rf"(?:most|all|nearly all|almost all|much|the bulk|the majority) (?:of )?(?:the |these |this )?(?:\w+ )?"
            rf"{_STUDIES[:-1]}|evidence|data|findings|results) [^.;]{{0,40}}?\b(?:in|on|from|with) (?:\w+ )?(?:cells?"
            rf"|test "
            r"tubes?|(?:a |the )?dish(?:es)?|animals|mice|rats|rabbits|rodents|worms|the lab(?:oratory)?)\b",
            rf"{_STUDIES} (?:in|on|of|with) (?:\w+ )?{_PEOPLE} (?:is|are|was|were) (?:\w+ )?(?:small|few"
            rf"|short)\b[^.;,]{{0,40}}",
            r"failed in (?:\w+ )?(?:mice|rats|animals|people|humans|patients|(?:clinical |larger |later |human"
            r" )?(?:trials?"
            r"|tests?|studies))\b(?: (?:or|and) (?:people|humans|patients|mice|animals))?",
            r"(?:doses?|concentrations?|amounts?|levels?) [^.;]{0,40}?(?:cannot be (?:reached|achieved|attained)"
            r"|(?:far|much|many times|\w+ times|well) (?:higher|above|greater|larger|more) than)\b[^.;,]{0,60}",
        ),
    ),
    "few and short": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:longest|largest|biggest|best-known|only) (?:[\w-]+ )?(?:trial|study|experiment)s? (?:so far |to date "
            r"|yet )?"
            r"(?:lasted|ran|included|enrolled|followed|covered|involved|recruited|tested) (?:for )?(?:only |just"
            r" )?[\w-]+ \w+",
            r"(?:an?|one|only|single) (?:small |tiny |early )?(?:pilot|study|trial|experiment)(?: study)? (?:with|of"
            r"|in|on) (?:only "
            r"|just )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|1?\d|20)"
            r" [a-z]+s\b",
            r"(?:small|tiny) (?:\w+ )?(?:studies|trials|experiments)\b",
            rf"(?:in|on|of|from|included|enrolled|recruited|involved|tested|studied) (?:only|just|as few as|merely)"
            rf" (?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
            rf"|fifteen|twenty|thirty|forty|a (?:dozen|handful)(?: of)?) (?:\w+ )?{_PEOPLE}\b",
            r"(?:followed|lasted|observed|tracked|monitored|tested) (?:up )?(?:for )?(?:only|just|no more than|barely)"
            r" "
            r"[\w-]+ (?:days?|weeks?|months?|years?)\b",
            r"(?:had|was|were|with|there (?:was|were|is)) (?:no|without (?:an? )?) ?(?:control|comparison|placebo) "
            r"(?:group|arm|condition)s?\b",
            r"(?:the |our |this )?(?:sample|study|trial|cohort|group)(?: size)? (?:was|is) (?:\w+ )?(?:too )?small\b",
            r"follow-up (?:was|is) (?:\w+ )?(?:too )?short\b",
            r"loss to follow-up (?:was|of|reached|exceeded) (?:\w+ )?\d\d\s?%",
            r"(?:lasted|ran|took|followed|observed|watched)(?: \w+)? (?:for )?(?:less|fewer|no (?:more|longer)) than"
            r" (?:half )?(?:an? "
            r")?(?:\w+ )?(?:days?|weeks?|months?|years?|hours?)\b",
            r"(?:could|were able to) (?:\w+ )?(?:tell|guess|see|feel) (?:whether|which|if|who|what) (?:they|she|he"
            r"|people"
            r"|participants|patients)\b[^.;,]{3,50}",
            r"(?:everyone|everybody|both doctors and patients|all involved) knew (?:which|who|what"
            r"|whether)\b[^.;,]{3,50}",
            r"(?:benefits?|effects?|relief|gains?|improvements?) (?:\w+ ){0,3}?(?:fade[sd]?|wore off|wears? off"
            r"|wane[sd]?"
            r"|vanish\w*|evaporate[sd]?|did not last|does not last|do not last)\b[^.;,]{0,40}",
        ),
    ),
    "who pays": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"bankrolled by [^.;,]{3,50}",
            rf"(?:authors?|researchers?|investigators?|advis[eo]rs?|experts?|scientists?|doctors?)\b[^.;]{{0,60}}?"
            rf" (?:works?|worked"
            rf"|consult\w*|receiv\w+|accept\w*|earn\w*|(?:are|is|was|were) (?:paid|employed)|took|takes?) (?:[\w-]+"
            rf" ){{0,3}}?(?:for"
            rf"|from|by|at) (?:the |an? |its )?(?:\w+ )?{_COMPANY}\b[^.;,]{{0,40}}",
            rf"(?:paid for|funded|financed|bankrolled|sponsored|supported|commissioned) by (?:the |an? |its )?(?:\w+"
            rf" ){{0,2}}?"
            rf"{_COMPANY}\b[^.;,]{{0,50}}",
            r"(?:own|owns|owned|hold|holds|held) (?:\w+ )?(?:shares?|stocks?|equity|patents?|stakes?) (?:in|on"
            r"|for)\b[^.;,]{0,40}",
            r"(?<!no )(?<!not )(?:shareholders?|stockholders?|co-?founders?|employees|paid consultants?) (?:of|in|at"
            r"|to|for) "
            rf"(?:the |an? |its )?(?:\w+ )?{_COMPANY}\b[^.;,]{{0,40}}",
            rf"(?:figures|data|numbers|studies|results|claims) (?:\w+ )?(?:come|comes|stem|are|is) (?:\w+ )?from"
            rf" (?:the )?"
            rf"{_COMPANY}\b(?: themselves| itself)?",
            r"(?<!no )(?:financial|commercial|competing|conflicting|conflicts? of) (?:interests?|ties|stakes?|links?) "
            r"(?:in|to|with)\b[^.;,]{3,40}",
        ),
    ),
    "retraction": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"(?:retracted|withdrawn|pulled) by (?:the|its) (?:journal|publisher|authors?|editors?)\b",
            r"(?:papers?|articles?|stud(?:y|ies)|reports?|publications?|trials?|work|results?)\b[^.;]{0,60}? (?:been"
            r"|was|were|is|later"
            r"|since) retracted\b(?: (?:because|after|for|due to|over)[^.;]{3,60})?",
            r"(?:manipulated|fabricated|falsified|duplicated|fake|doctored|invented) (?:images?|data|figures?"
            r"|results?)\b",
            r"(?:images?|data|figures?|results?) (?:had been|were|was) (?:manipulated|fabricated|falsified|faked|made"
            r" up"
            r"|invented|doctored)\b",
            r"expressions? of concern\b",
        ),
    ),
    "not approved": (
        RiskKind.EVIDENCE_LIMITATION,
        (
            r"no (?:\w+ )?(?:regulators?|authorit(?:y|ies)|agenc(?:y|ies)|countr(?:y|ies)) (?:has|have) (?:\w+"
            r" )?(?:approved"
            r"|licen[sc]ed|cleared|authori[sz]ed)\b[^.;,]{0,40}",
            r"(?:is|are|was|were|has|have) (?:not|never)(?: yet)? (?:been )?(?:approved|licen[sc]ed|authori[sz]ed"
            r"|cleared)"
            r" (?:by|for|in|as)\b[^.;,]{3,40}",
            r"(?:unapproved|unlicen[sc]ed|unregulated) (?:\w+ )?(?:products?|treatments?|therap(?:y|ies)|clinics?"
            r"|drugs?"
            r"|remed(?:y|ies)|use|supplements?|injections?|cells?)\b",
            r"(?:nobody|no one|no-one|no agency|no authority) (?:regulates?|checks?|inspects?|polices?|tests?"
            r"|oversees?)"
            r" [^.;,]{3,60}",
            r"not (?:checked|tested|inspected|regulated|screened|vetted) (?:before they|for \w+ before|by"
            r" any)\b[^.;,]{3,40}",
            r"(?:has|have) (?:not|never)(?: yet)? (?:approved|licen[sc]ed|authori[sz]ed|cleared) [^.;,]{3,50}",
        ),
    ),
    "praise": (
        RiskKind.OVERCLAIMING,
        (
            r"(?:menu|label|labels|packaging|box|leaflet|brochure|poster|flyer|blog|video|videos|posts?|homepage"
            r"|slogan|catalogue"
            r"|testimonials?) (?:[\w-]+ ){0,3}?(?:promise|claim|boast|insist|advertise|say|call|tell|swear"
            r"|suggest)(?:s|es|ed)?\b"
            r"[^.;]{5,90}",
            r"(?:for|from|of|by) (?:calling|claiming|advertising|promoting|marketing|selling|praising) [^.;]{3,60}?"
            r" (?:as |to be )?"
            r"(?:an? |the )?(?:\w+ )?(?:cures?|treatments?|remed(?:y|ies)|therap(?:y|ies))\b[^.;,]{0,30}",
            rf"(?:praised|hailed|billed|celebrated|pitched|peddled|promoted|advertised|marketed|sold"
            rf"|touted|hyped|pushed|trumpeted|heralded) [^.;]{{0,50}}?\bas (?:an?|the|your)? ?(?:[\w-]+"
            rf" ){{0,3}}?{_REMEDY}\b"
            r"[^.;,]{0,30}",
            rf"(?:{_COMPANY[3:-1]}|websites?|advertisements?|adverts?|ads|influencers?|promoters|salespeople|gurus?"
            rf"|healers?"
            r"|practitioners) (?:that [^.;,]{3,50}? |who [^.;,]{3,50}? )?(?:promise|claim|boast|insist|advertise|say"
            r"|tell"
            r"|assure|vow|swear|call)\w*\b[^.;]{5,90}",
            r"(?:natural|gentle|safe|safer|painless|non-toxic) (?:alternatives?|answers?|substitutes?|replacements?)"
            r" (?:to|for)"
            r" [\w -]{3,30}",
            r"(?:wonder|miracle) (?:drugs?|cures?|pills?|foods?|plants?|remed(?:y|ies)|treatments?)\b",
            r"cure-?alls?\b|snake oil\b|too good to be true\b|false (?:hopes?|promises?)\b|fountain of youth\b",
            r"(?:dissolved|melted|erased|vanished|cured|healed|beat|reversed) (?:away )?(?:my|her|his|their) (?:[\w-]+"
            r" )?"
            r"(?:tumou?rs?|cancers?|diabetes|disease|arthritis|pain|autism|dementia)\b[^.;,\"”]{0,30}",
        ),
    ),
}
