"""What the head of a phrase says of it: it names nothing, a bare measure, one side of a thing, people, a treatment."""

from __future__ import annotations

from extractors.claims.words import listed

# Heads that name no thing of the world: words about the text, the study, or quantity.
HOLLOW = listed(
    "favor favour regard regards contrary turn hand rest reason reasons majority average mechanism mechanisms period "
    "periods duration minutes minute follow-up someone anyone everyone nobody possibility potential hope question "
    "questions issue issues concern concerns prospect need opportunity chance results result study studies data "
    "findings finding analysis analyses authors author figure table evidence paper article review reviewers "
    "researchers meta-analysis meta-analyses trial trials experiment experiments report reports hypothesis conclusion "
    "register registry database survey it they this that these those there we vivo vitro situ time times way ways "
    "number case place role order part fact aim purpose thing things something example conditions condition baseline "
    "p value values respect contrast comparison term terms manner extent kind type types lot day days week "
    "weeks month months year years hour hours difference differences significance work research literature knowledge "
    "understanding field idea scientists observations observation approach method methods model models section text "
    "point end information consensus warrants recommendations guidelines intergroup comparisons society signatories "
    "latter former what attempt attempts overview summary description course intent intention variables"
)
# As objects these are measured: "cholesterol values", "treatment time".
MEASURABLE = listed(
    "value values time times number conditions condition place end day days hour hours week weeks rate role need "
    "duration period periods minutes"
)
# A measure of nothing in particular: "the number", "lower levels".
BARE = listed(
    "number numbers value values rate rates level levels concentration concentrations amount amounts score scores "
    "change changes degree odds probability likelihood conditions place role need content frequency proportion "
    "percentage ratio mean means size"
)
# As outcomes these say nothing by themselves: "the effect was larger".
EMPTY = listed(
    "effect effects association associations influence impact finding findings first second reduction reductions "
    "increase increases decrease decreases risk risks expression secretion production abundance "
    "genes protein proteins nature kind type types"
)
# Heads that another preposition than "of" completes: "need for transfusion", "time to relapse".
LED_BY: dict[str, frozenset[str]] = {
    "in": listed("time"),
    "for": listed("need needs requirement requirements demand preference factor factors"),
    "with": listed("interference"),
    "by": listed("treatment"),
    "to": listed(
        "time resistance sensitivity response adherence exposure access tolerance susceptibility vulnerability "
        "stability"
    ),
}
# Plurals that do not end in "s".
PLURALS = listed("data people women men children mice bacteria criteria phenomena media fungi larvae stimuli nuclei")
# Adjectives that grade a change and are no part of what changes.
GRADES = listed(
    "significant significantly marked substantial dramatic considerable notable modest slight small large minor major "
    "moderate clear strong statistically clinically meaningful important relevant significant, consistent robust "
    "progressive rapid sustained dose-dependent greatest great overall further additional mean median absolute "
    "relative average potent profound mild non-significant nonsignificant therapeutic beneficial positive negative "
    "inverse main direct indirect parallel concomitant concurrent"
)
# Nouns that say which side of a gene, chemical or disease is meant: "TP53 expression" is about TP53.
ASPECTS = listed(
    "expression level levels activity mrna protein proteins concentration concentrations production secretion "
    "phosphorylation signaling signalling release gene genes pathway transcription abundance content uptake synthesis "
    "risk risks incidence rate rates prevalence development occurrence episode episodes symptom symptoms severity "
    "onset burden events event progression treatment therapy administration supplementation use exposure "
    "co-administration coadministration ingestion consumption instillation inhalation application addition group "
    "groups arm infusion injection injections intake users monotherapy dose doses treated patients cases attacks "
    "lozenge lozenges tablet tablets capsule capsules cream ointment gel solution patch spray drops syrup based loaded "
    "containing alone"
)
TREATMENTS = listed(
    "treatment therapy intervention interventions supplementation training exercise programme program surgery "
    "injection injections infusion administration drug drugs medication medications regimen diet vaccine vaccination "
    "group groups arm arms chemotherapy radiotherapy transplantation stimulation rehabilitation agent agents education "
    "counseling counselling acupuncture massage monotherapy device vesicles exosomes evs extract compound compounds "
    "inhibitor inhibitors agonist agonists antagonist antagonists antibody antibodies placebo control controls "
    "treatments therapies procedure technique"
)
# What a name may be glued to and still act: "zinc-treated cells".
BRINGS = listed("induced treated mediated dependent related associated exposed fed stimulated driven derived releasing")
TURNING = listed(
    "inhibitor inhibitors antagonist antagonists blocker blockers antibody antibodies antiserum sirna sirnas "
    "shrna shrnas"
)
UNITS = listed(
    "mg g kg ml l mmol mol nm mm µg ug iu u h min minutes hours days weeks months years points kpa mmhg hg cm cm2 "
    "percent times"
)
TIMES = listed("day days week weeks month months year years hours minutes")
# Of these a number makes a dose.
DOSES = listed("mg mcg ug µg μg ml iu mmol nmol µm μm nm mm mg/kg mg/day mg/d")
# What is taken away does the opposite of what it does.
LOSSES = listed(
    "knockdown deletion silencing depletion ablation knockout deficiency haploinsufficiency inactivation absence lack "
    "loss inhibition blockade interference"
)
# What these are of, or stand behind, is not there or does not act.
TAKING = LOSSES | TURNING | listed("deletions knockouts losses downregulation suppression")
# What these are of is harmed: in "memory and learning deficits" both.
FAULTS = listed(
    "impairment impairments deficit deficits dysfunction dysfunctions deficiency deficiencies losses failure"
)
# Words that name nothing in particular: a phrase of these alone is no subject.
VAGUE = listed(
    "change changes turn cope package association adverse ability diagnosis already right left both other others such "
    "same main new central first second third two three single individual proteins protein genes gene compound "
    "compounds molecules molecule agents agent factors factor products product samples sample dataset datasets data "
    "test independent mutations mutation variants variant polymorphisms population populations items item ingredient "
    "ingredients system systems process processes form forms shortest features feature component components property "
    "properties state states stage stages level high low large small events event strategy strategies power "
    "power-analysis program programme programs topic many sequence sequences region regions site sites position "
    "positions line lines set sets class classes series cohort cohorts countries country society world pathway "
    "pathways balance contact regimen regimens signaling signalling complex activity injection injections dose doses "
    "mechanism"
)
NEVER_FIRST = listed(
    "inform identified including h hr hrs min already despite where when which who that because compared using and or "
    "but not"
)
# Known by name, but naming nothing by themselves.
GENERIC = listed(
    "injection injections infusion infusions administration treatment treatments therapy therapies regimen regimens "
    "signaling signalling intervention interventions diet diets exercise exercises training surgery vaccine vaccines "
    "vaccination vaccinations immunization immunisation supplement supplements education counseling counselling "
    "stimulation irradiation feeding antibiotics anesthesia anaesthesia analgesia infection infections disease "
    "diseases disorder disorders syndrome lesion lesions injury injuries tumor tumors tumour tumours mutation mutations"
)
# Nobody does these: "over the last decade", "failure to cure", "panels show".
NO_AGENTS = listed(
    "focus cases quartiles tertiles doses parameters mediators errors decade decades century past points failure "
    "inability panels panel bars histogram histograms curves curve arrows asterisks percentage percentages proportion "
    "parents clinicians professionals physicians doctors nurses teachers staff players investigators experts "
    "practitioners specialists cardiologists surgeons caregivers rows columns software authors people necessity "
    "importance"
)
# They show a change and bring none: "blood tests showed a rise in X".
SHOWING = listed(
    "test tests examination examinations imaging scan scans biopsy biopsies radiography exploration tomography "
    "microscopy blot blotting staining investigation investigations"
)
# Who is counted is not what is measured: "more patients relapsed".
COUNTED = listed(
    "patients participants subjects individuals women men children adults people animals proportion proportions number "
    "numbers percentage infants cases"
)
PEOPLE = listed(
    "patients patient participants subjects individuals women men children adults people volunteers persons males "
    "females groups group arms arm items bodies older elderly healthy young younger students"
)
