"""Warnings in the words of newspapers and leaflets: who gains, who waits, what failed, who must not."""

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
_CARE = (
    r"(?:care|treatments?|therap(?:y|ies)|medicines?|medications?|chemotherapy|chemo|surgery|operations?|radiotherapy"
    r"|radiation|tablets|pills|drugs|insulin|inhalers?|antibiotics|vaccin(?:e|es|ation|ations)|mammograms?|check-?ups?"
    r"|screening|colonoscop(?:y|ies)|biops(?:y|ies)|appointments?|doctors?|hospitals?|diagnosis|replacements?"
    r"|transplants?|dialysis)"
)
_OWN = r"(?:their|his|her|your|the|a|an|any|proper|standard|conventional|proven|effective|medical|prescribed|needed)"
_TAKEN = (
    r"(?:take|use|drink|eat|consume|swallow|receive|undergo|enter|have|try|start|smoke|inhale|apply|be (?:given"
    r"|treated"
    r"|vaccinated|injected|scanned|exposed))"
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
    "care put off": (
        RiskKind.DELAY_OF_CARE,
        (
            rf"(?:swap|swaps|swapped|trade|trades|traded|exchanged?|replaced?) (?:{_OWN}|their \w+['’]s|her \w+['’]s)"
            rf" (?:[\w-]+ )"
            r"{1,3}(?:for|with) (?:[\w-]+ )?(?:drops|herbs?|teas?|oils?|diets?|supplements?|juices?|prayer"
            r"|homeopath\w+|vitamins?"
            r"|remed(?:y|ies))\b",
            r"wait(?:s|ed|ing)? (?:for )?[\w-]+ (?:weeks?|months?|years?) (?:before|until|to see|too"
            r" long)\b[^.;,]{0,40}",
            r"(?:go|goes|going|went|gone) (?:\w+ )?(?:untreated|undiagnosed|undetected)\b",
            r"(?:hide|hides|mask|masks|hid|masked|masking|hiding) the (?:real|underlying|true|actual) (?:problem|cause"
            r"|disease"
            r"|illness|symptoms|condition)s?\b",
            r"(?:never|without|instead of|rather than) (?:first )?(?:speak\w*|talk\w*|see|sees|seeing|consult\w*"
            r"|ask\w*|visit\w*)"
            r" (?:to |with )?(?:an?|their|any|your|his|her) (?:\w+ )?(?:doctors?|physicians?|pa?ediatricians?|GPs?"
            r"|specialists?"
            r"|pharmacists?|oncologists?|nurses?)\b",
            rf"(?:put(?:s|ting)? off|skip(?:s|ped|ping)?|postpon(?:e|es|ed|ing)|delay(?:s|ed|ing)?|ditch(?:es|ed|ing)?"
            rf"|refus(?:e|es|ed|ing)|forgo(?:es|ing)?|forwent|abandon(?:s|ed|ing)?|turn(?:s|ed|ing)? down|declin(?:e"
            rf"|es|ed"
            rf"|ing)|reject(?:s|ed|ing)?|shun(?:s|ned|ning)?|avoid(?:s|ed|ing)?) (?:{_OWN} )(?:[\w-]+"
            rf" ){{0,2}}?{_CARE}\b",
            rf"(?:stop|stops|stopped|stopping|quit|quits|quitting|give up|giving up|gave up) (?:taking |using"
            rf" )?(?:their|his"
            rf"|her|your) (?:[\w-]+ ){{0,2}}?{_CARE}\b",
            rf"(?:instead of|rather than|in place of|in lieu of) (?:seeing|going to|visiting|seeking|having|getting"
            rf"|taking)"
            rf" (?:{_OWN} )?(?:[\w-]+ )?{_CARE}\b",
            r"(?:lose|loses|lost|losing|waste|wastes|wasted|wasting) (?:precious |valuable )?time\b(?! to| due)",
            r"window (?:for|of) (?:\w+ )?(?:cure|treatment|opportunity|surgery) (?:has|had|is|was|may be) (?:\w+"
            r" )?(?:closed"
            r"|gone|missed|lost)\b",
            r"(?:come|came|seek|sought|arrive|arrived|diagnosed|found|treated|referred) (?:\w+ )?too late\b",
            r"(?:chose|choose|chosen|relied on|rely on|used|tried) (?:[\w-]+ ){1,3}(?:alone|only|instead)\b(?= (?:were"
            r"|was|had"
            r"|have|die|died)|[^.;]{0,30} rather than)",
        ),
    ),
    "not harmless": (
        RiskKind.SAFETY_CONCERN,
        (
            r"(?:mislabell?ed|adulterated|undeclared)\b(?: (?:\w+ )?(?:products?|supplements?|ingredients?|drugs?))?",
            r"(?:poison(?:ing)? (?:centres?|centers?|control|units?)|poisonings?|overdoses?) [^.;]{0,60}",
            r"(?:is|are|was|were) (?:not|far from|anything but|by no means|hardly|never) (?:\w+ )?(?:harmless"
            r"|risk-free|safe"
            r"|innocuous|benign|without (?:risks?|danger|side effects))\b(?! (?:and|enough))",
            r"(?:isn|aren)['’]t (?:harmless|risk-free|safe|without risks?)\b",
            r"(?:overdiagnos\w+|overtreat\w+|false (?:alarms?|reassurance))\b",
            r"(?:unnecessary|needless|avoidable) (?:\w+ )?(?:biops(?:y|ies)|surger(?:y|ies)|operations?|procedures?"
            r"|interventions?|treatments?|radiation|imaging|tests?|testing|anxiety)\b",
            r"(?:go|goes|going|went) (?:blind|deaf)\b[^.;,]{0,60}",
            rf"(?:can|could|may|might) (?:\w+ )?(?:harm|hurt|injure|damage|endanger|poison|kill) (?!those)(?:\w+"
            rf" )?{_PEOPLE}\b[^.;,]{{0,40}}",
            rf"(?:{_PEOPLE[3:-1]}|liver|kidneys?|heart|lungs?|brain|skin|eyes?|nerves?|child|baby|foetus|fetus)"
            r"(?: (?:who|on|with|taking) [^.;,]{2,40})? (?:can|could|may|might) (?:also )?(?:suffer|bleed|die|fail)\b"
            r"(?: (?:from|too)\b[^.;,]{0,30})?",
            r"\w+ times (?:as|more) likely to (?:die|bleed|relapse|be admitted|develop \w+|have an? \w+)\b",
        ),
    ),
    "who must not": (
        RiskKind.CONTRAINDICATION,
        (
            r"(?:during|in) (?:pregnancy|breast-?feeding|childhood|infancy)\b[^.;]{0,50}? (?:should be avoided|be"
            r" avoided|left alone"
            r"|must not|should not|is not (?:safe|advised|recommended))\b[^.;,]{0,40}",
            rf"{_PEOPLE}[^.;]{{0,60}}? (?:need|should|must|ought to) (?:\w+ )?(?:medical advice|ask|consult|speak"
            rf" (?:to|with)|talk"
            r" to|check with|see)\b(?: (?:an?|their|your|the) (?:doctor|physician|GP|specialist|pharmacist"
            r"|midwife)\w*)?(?: first"
            r"| before \w+)",
            rf"{_PEOPLE}(?! in)[^.;]{{0,70}}? (?:should|must|ought to) (?:not|never) {_TAKEN}\b[^.;,]{{0,40}}",
            rf"{_PEOPLE}[^.;]{{0,70}}? (?:should|must|ought to|need to) (?:\w+ )?(?:avoid|stay away from|steer clear"
            rf" of|refrain"
            r" from|abstain from)\b [^.;,]{3,40}",
            r"(?:advis\w+|recommend\w*|warn\w*|counsel\w*) against (?:\w+ing|the use of|use of|its use)\b[^.;,]{0,50}",
            r"(?:not (?:recommended|suitable|advised|safe|suited)|unsafe|unsuitable|off limits|dangerous) (?:for use"
            r" )?(?:for|in"
            rf"|during|to) (?:\w+ ){{0,2}}?(?:pregnan\w+|breast-?feeding|lactati\w+|{_PEOPLE[3:-1]})\b[^.;,]{{0,30}}",
        ),
    ),
    "drugs together": (
        RiskKind.INTERACTION,
        (
            r"mak(?:e|es|ing) (?:[\w-]+ ){1,4}(?:less|more) (?:effective|potent|toxic|sedating)\b",
            r"(?:weaken|reduce|lessen|blunt|cancel|lower|undermine|boost|strengthen|increase|raise|enhance|alter"
            r"|change)(?:s|d"
            r"|ed|ing)? the (?:effects?|effectiveness|action|potency|levels?) of (?:[\w'’-]+ ){0,4}?(?:drugs?"
            r"|medicines?"
            r"|medications?|pills?|contraceptives?|warfarin|statins?|anticoagulants?|antidepressants?|insulin|digoxin"
            r"|blood thinners?)\b",
            r"interact(?:s|ed|ing)? (?:badly |dangerously )?with (?:[\w-]+ ){0,3}?(?:drugs?|medicines?|medications?"
            r"|tablets"
            r"|blood thinners?)\b",
            r"interactions? (?:with|between) (?:[\w-]+ ){0,3}?(?:drugs?|medicines?|medications?)\b[^.;,]{0,40}",
            r"(?:people|anyone|patients|those|women|men|everyone)(?: who are)? (?:already )?(?:on|taking) (?:blood"
            r" thinners?"
            r"|anticoagulants?|warfarin|heparin|lithium|insulin|antidepressants?|immunosuppressants?)\b"
            r"[^.;]{0,20}? (?:may|might|can|could|should|must|risk)\b[^.;,]{0,30}",
            r"(?:must|should) (?:not|never) be (?:combined|mixed|taken together|taken) with\b [^.;,]{3,40}",
        ),
    ),
}
# Of each rule, words one of which every phrase of it holds, as in `limits`; and more such, since the first are common.
_CLUES: dict[str, tuple[str, ...]] = {
    "never shown": (
        "no |not |never|few |hardly|nobody|no-one|no one|whether|unknown|uncertain|unclear|yet to|unproven|doubtful|"
        "questionable|to be seen|nothing|too little|n't|n’t",
        "trial|stud|research|experiment|test|work|known|knows|say|tell|be|has|have|had|effect|effic|benefit|value|"
        "useful|is|are|remain",
    ),
    "thin evidence": (
        "thin|weak|shaky|slim|flims|patch|scant|sparse|meag|poor|lacking|mixed|tiny|anecdot|prelim|inconcl|infancy|"
        "far|most|such|these|those|all |much|bulk|majority|small|few|short|failed in|cannot be|times|limited",
        "evidence|science|research|proof|data|stud|trial|experiment|test|finding|result|failed|dose|concentration|"
        "amount|level|work|support|literature|case",
    ),
    "few and short": (
        "in only|on only|of only|from only|ed only| just |as few as|merely|barely|no more than|for only|no control|"
        "no comparison|no placebo|small|tiny|short|loss to|longest|largest|biggest|best-known|only study|only trial|"
        "pilot|study with|study of|study in|study on|trial with|trial of|trial in|trial on|experiment with|"
        "experiment on|experiment in",
    ),
    "who pays": (
        "paid|fund|financ|bankroll|sponsor|support|commission|own|hold|held|founder|employ|consult|from|interest|ties|"
        "stake|work|receiv|accept|earn|took|take",
        "firm|compan|manufactur|maker|producer|seller|importer|vendor|supplier|industry|distributor|startup|start-up|"
        "clinics|clinic |brand|bankroll|share|stock|equity|patent|stake|interests in|interest in|ties|commercial",
    ),
    "retraction": (
        "retract|withdrawn by|pulled by|manipulated|fabricat|falsif|duplicated|fake|doctored|invented|made up|"
        "of concern",
    ),
    "not approved": ("approv|licen|cleared|authori|unregulated",),
    "praise": (
        "prais|hail|bill|celebrat|pitch|peddl|promot|advert|market|sold|tout|hype|push|trumpet|herald|firm|compan|"
        "manufactur|maker|producer|seller|importer|vendor|supplier|distributor|start|clinic|brand|website|ads|"
        "influencer|salespeople|guru|healer|practitioner|natural|gentle|safe|painless|non-toxic|wonder|miracle|cure|"
        "snake|too good|false|fountain|my |her |his |their |menu|label|packag|box|leaflet|brochure|poster|flyer|blog|"
        "video|post|homepage|slogan|catalogue|testimon|calling|claiming|selling|industry",
        "promise|claim|boast|insist|advert| say| tell|assure|vow|swear| call|alternative|answer|substitute|"
        "replacement|wonder|miracle|cure|snake|too good|hope|youth|dissolv|melted|erased|vanished|healed|beat |"
        "reversed|remed|breakthrough|as a |as an |as the |suggest|promoting|selling|marketing|praising",
    ),
    "care put off": (
        "put|skip|swap|trad|exchang|replac|postpon|delay|ditch|refus|forgo|forwent|abandon|turn|declin|reject|shun|"
        "avoid|stop|quit|give up|giving up|gave up|instead|rather|in place|in lieu| time|window|too late|alone|only|"
        "wait|untreated|undiagnosed|undetected|hid|mask|never|without",
        "their |his |her |your |lose |lost|losing|wast|late|window|wait|untreated|undiagnosed|undetected|the real|"
        "the true|the actual|the underlying|chose|choose|relied|rely|used |tried|instead of|rather than|in place|"
        "in lieu|any |medical|proper|standard|convention|proven|effective|prescribed|needed|the | a ",
        "treat|therap|medic|chemo|surg|operat|radi|tablet|pill|drug|insulin|inhal|antibio|vaccin|mammo|check|screen|"
        "colono|biops|appoint|doctor|hospital|diagnos|replace|transpl|dialys|time|late|window|wait|the real|the true|"
        "the actual|the underlying|undetected|physician|diatrician|gp|specialist|pharmacist|oncolog|nurse|alone|only|"
        "instead|care|swap|trade|exchang",
    ),
    "not harmless": (
        "harm|risk-free|safe|innocuous|benign|without|overdiagn|overtreat|false alarm|false reassurance|necessary|"
        "needless|avoidable|blind|deaf|hurt|injure|damage|endanger|poison|kill|suffer|bleed| die|fail|likely to|"
        "mislabel|adulter|undeclared|overdose",
    ),
    "who must not": (
        "should|must|ought|need|against|not |unsafe|unsuitable|off limits|dangerous|pregnan|feeding",
        "not |never|avoid|away from|clear of|refrain|abstain|against|unsafe|unsuitable|off limits|dangerous|advice|"
        "ask|consult|speak|talk|check|see|left alone",
    ),
    "drugs together": (
        "effect|action|potency|level|interact|taking| on |combined|mixed|together|taken|potent|toxic|sedating",
        "the effect|the action|the potency|the level|interact|thinner|coagul|warfarin|heparin|lithium|insulin|depress|"
        "suppress|combined with|mixed with|taken with|together with|make|making",
    ),
}
CLUES = {rule: tuple(tuple(words.split("|")) for words in groups) for rule, groups in _CLUES.items()}
