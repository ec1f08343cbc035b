// Where each group of verbs is added to the table; one function per verb_*.cpp file.
#pragma once

#include <vector>

#include "cli/verb.h"

namespace claimwatch {

void AddExtractVerb(std::vector<Verb>& verbs);    // verb_extract.cpp
void AddFeedVerb(std::vector<Verb>& verbs);       // verb_feed.cpp
void AddFiguresVerb(std::vector<Verb>& verbs);    // verb_figures.cpp
void AddCompareVerb(std::vector<Verb>& verbs);    // verb_compare.cpp
void AddRobotsVerb(std::vector<Verb>& verbs);     // verb_robots.cpp
void AddArticleVerbs(std::vector<Verb>& verbs);   // verb_articles.cpp: articles, log, show, diff
void AddSearchVerbs(std::vector<Verb>& verbs);    // verb_search.cpp: search, reindex
void AddReextractVerb(std::vector<Verb>& verbs);  // verb_reextract.cpp
void AddBacktestVerb(std::vector<Verb>& verbs);   // verb_backtest.cpp
void AddServiceVerbs(std::vector<Verb>& verbs);   // verb_service.cpp: status, reload
void AddDoctorVerb(std::vector<Verb>& verbs);     // verb_doctor.cpp
void AddClaimVerbs(std::vector<Verb>& verbs);     // verb_claims.cpp: claims, and those below
void AddTrackVerb(std::vector<Verb>& verbs);
void AddAlertVerbs(std::vector<Verb>& verbs);         // verb_alerts.cpp: alerts …
void AddReplayVerb(std::vector<Verb>& verbs);         // verb_replay.cpp: alerts replay
void AddFollowVerb(std::vector<Verb>& verbs);         // verb_follow.cpp: alerts follow
void AddAckVerbs(std::vector<Verb>& verbs);           // verb_acks.cpp: alerts ack, acks, stats
void AddLetterVerbs(std::vector<Verb>& verbs);        // verb_letters.cpp: alerts dead, retry, drop
void AddSourceVerbs(std::vector<Verb>& verbs);        // verb_sources.cpp: source …, schedule
void AddSubscriptionVerbs(std::vector<Verb>& verbs);  // verb_subscriptions.cpp: source add …
void AddConfigVerbs(std::vector<Verb>& verbs);        // verb_config.cpp: config …
void AddPluginVerb(std::vector<Verb>& verbs);         // verb_plugins.cpp
void AddVerifyVerbs(std::vector<Verb>& verbs);        // verb_verify.cpp: verify, prove
void AddRulesVerb(std::vector<Verb>& verbs);          // verb_rules.cpp
void AddTimestampVerb(std::vector<Verb>& verbs);      // verb_timestamp.cpp
void AddEvidenceVerbs(std::vector<Verb>& verbs);      // verb_evidence.cpp: export
void AddImportVerb(std::vector<Verb>& verbs);         // verb_import.cpp
void AddEraseVerb(std::vector<Verb>& verbs);          // verb_erase.cpp
void AddReportVerb(std::vector<Verb>& verbs);         // verb_report.cpp
void AddUpkeepVerbs(std::vector<Verb>& verbs);        // verb_upkeep.cpp: backup, restore, fsck, gc
void AddCompletionVerb(std::vector<Verb>& verbs);     // verb_completion.cpp
void AddHelpVerb(std::vector<Verb>& verbs);           // verb_help.cpp

}  // namespace claimwatch
