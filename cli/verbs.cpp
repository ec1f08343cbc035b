#include "cli/verbs.h"

#include "cli/verb.h"

namespace claimwatch {

std::vector<Verb> AllVerbs() {
  std::vector<Verb> verbs;
  AddExtractVerb(verbs);
  AddFeedVerb(verbs);
  AddFiguresVerb(verbs);
  AddCompareVerb(verbs);
  AddRobotsVerb(verbs);
  AddArticleVerbs(verbs);
  AddClaimVerbs(verbs);
  AddAlertVerbs(verbs);
  AddReplayVerb(verbs);
  AddFollowVerb(verbs);
  AddAckVerbs(verbs);
  AddLetterVerbs(verbs);
  AddSourceVerbs(verbs);
  AddSubscriptionVerbs(verbs);
  AddVerifyVerbs(verbs);
  AddTimestampVerb(verbs);
  AddEvidenceVerbs(verbs);
  AddImportVerb(verbs);
  AddEraseVerb(verbs);
  AddReportVerb(verbs);
  AddSearchVerbs(verbs);  // its reindex is the first of the group operation
  AddServiceVerbs(verbs);
  AddDoctorVerb(verbs);
  AddConfigVerbs(verbs);
  AddRulesVerb(verbs);
  AddPluginVerb(verbs);
  AddUpkeepVerbs(verbs);
  AddReextractVerb(verbs);
  AddBacktestVerb(verbs);
  AddCompletionVerb(verbs);
  AddHelpVerb(verbs);
  return verbs;
}

}  // namespace claimwatch
