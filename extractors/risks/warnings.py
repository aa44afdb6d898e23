"""Warnings in the words of newspapers and leaflets: who waits, who must not, what goes wrong together."""

from __future__ import annotations

from extractors.claim import RiskKind

_PEOPLE = (
    r"(?:people|humans?|patients|persons|volunteers|women|men|adults|children|babies|infants|mothers|participants"
    r"|anyone|everyone|those|users|customers)"
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
            rf"(?:keep|kept|keeps|stop|stops|stopped|prevent|prevents|discourage|deter)s? (?:\w+ )?{_PEOPLE} from"
            rf" (?:seeking"
            rf"|seeing|getting|having|asking for) (?:[\w-]+ ){{0,3}}?(?:{_CARE[3:-1]}|help)\b",
            r"(?:never|without|instead of|rather than) (?:first )?(?:seeing|visiting|consulting|asking|calling) (?:an?"
            r"|their|any"
            r"|your|his|her) (?:[\w-]+ )?\w+(?:ologist|ician|iatrist)s?\b",
            r"tak(?:e|es|en|ing) (?:him|her|them|(?:his|her|their) (?:son|daughter|child|children|mother|father|wife"
            r"|husband))"
            rf" off (?:\w+ )?(?:[\w-]+ ){{0,2}}?{_CARE}\b",
            rf"(?:swap|trade|exchange|ditch|drop|bin|skip)(?:s|d|p?ed|ping|ing)? (?:{_OWN} )?(?:[\w-]+"
            rf" )?(?:prescriptions?|meds)\b"
            r"[^.;,]{0,40}",
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
            r"(?:pass(?:es|ed)? on|transmit(?:s|ted)?|spread(?:s)?|harbou?r(?:s|ed)?|carr(?:y|ies|ied)) (?:\w+"
            r" )?(?:viruses|a"
            r" virus|prions?|germs|bacteria|infections?|fung(?:i|us)|hepatitis|HIV)\b",
            r"(?:held|contain(?:s|ed)?|had|hold) (?:much |far |only )?(?:less|more|\w+ times) (?:[\w-]+ ){1,3}?than"
            r" (?:promised"
            r"|stated|claimed|declared|the label|printed|advertised)\b[^.;,]{0,20}",
            r"(?:toxins?|poisons?|chemicals?|metals?|mou?lds?|substances?|ingredients?) (?:that|which) (?:can |may "
            r"|could )?(?:harms?"
            r"|damages?|attacks?|destroys?|poisons?|hurts?) (?:the )?\w+(?: \w+)?",
        ),
    ),
    "may wake a disease": (
        RiskKind.DISEASE_PROMOTION,
        (
            r"(?:could|may|might|can|would) (?:\w+ )?(?:wake|waken|awaken|reawaken|rouse|stir|feed|fuel|spur|nourish"
            r"|seed"
            r"|speed|hasten|drive|unleash)(?: up)? (?:the )?(?:[\w-]+ ){0,3}?(?:tumou?rs?|cancers?|metastas[ie]s)(?:"
            r" cells?"
            r"| growth)?\b",
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
            rf"(?:{_PEOPLE[3:-1]}) (?:with|who) [^.;]{{3,70}}? (?:are|is|would be|may be) better off"
            rf" without\b[^.;,]{{0,20}}",
            rf"(?:advis\w+|urg\w+|tell\w*|told|warn\w*|caution\w*) (?:\w+ )?{_PEOPLE}[^.;]{{0,70}}? to (?:keep|stay"
            rf"|steer)"
            r" (?:away|clear)\b[^.;,]{0,30}",
            rf"(?:advis\w+|urg\w+|tell\w*|told|warn\w*|caution\w*) (?:\w+ )?{_PEOPLE}[^.;]{{0,70}}? (?:not to|to avoid"
            r"|against) [^.;,]{3,40}",
            r"(?:cautions?|warns?|advises?|cautioned|warned|advised) against [^.;,]{3,50}",
            rf"{_PEOPLE}(?! in)[^.;]{{0,70}}? (?:should|must|ought to) (?:not|never) (?:add|mix|combine|swallow|handle"
            rf"|touch"
            r"|drive|stop)\b[^.;,]{0,40}",
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
            r"(?:push|drive|boost|raise|send)(?:s|es|ing|ed|d)? (?:the )?(?:levels? of )?[^.;]{3,70}? to (?:dangerous"
            r"|toxic|unsafe"
            r"|harmful|deadly) (?:levels?|heights|amounts)\b",
        ),
    ),
}
