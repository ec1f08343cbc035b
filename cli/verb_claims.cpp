// claims: the claim ledger.
#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/coverage.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/topic_list.h"
#include "cli/verbs.h"
#include "core/text.h"

namespace claimwatch {
namespace {

Result<Exit> ListClaims(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<ClaimRecord> claims = CW_TRY(store->Claims(arguments.Get("topic")));
  CW_TRY(claims.empty() ? CheckChosenIds(arguments, *store) : Ok());
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const ClaimRecord& claim : claims) {
      items.push_back(ClaimJson(claim));
    }
    output.PrintItems(items);
    return Exit::kDone;
  }
  for (const ClaimRecord& claim : claims) {
    Print(output.style.Paint(
              Tone::kBold,
              fmt::format("{}  seen {}", FindingTypeName(claim.type),
                          claim.occurrences == 1 ? "once" : Counted(claim.occurrences, "time"))) +
          "\n" + Wrap(EscapeControls(claim.sentence), TerminalWidth(), 2));
    for (const Sighting& sighting : claim.sightings) {
      Print(output.style.Paint(
                Tone::kFaint,
                fmt::format("    {}  {}  {}@{}", FormatLocalTime(sighting.seen), sighting.source,
                            sighting.article_id.substr(0, 8), sighting.version)) +
            "\n");
    }
  }
  Print(claims.empty() ? "no claims yet\n" : "");
  return Exit::kDone;
}

}  // namespace

void AddClaimVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"claims", "claims", "",
                   "the claim ledger: what was said first where, and who followed", "",
                   WithStoreOptions({{"--topic", "ID", "only of this topic"}}), ListClaims});
  AddTrackVerb(verbs);
  AddCoverageVerb(verbs);
  AddTopicsVerb(verbs);
}

}  // namespace claimwatch
