// status, claims: the store in figures, and the claim ledger.
#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "core/text.h"

namespace claimwatch {
namespace {

Result<Exit> ShowStatus(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const StoreStatus status = CW_TRY(store->GetStatus());
  const Json json = Json::Of({{"articles", status.articles},
                              {"versions", status.versions},
                              {"captures", status.captures},
                              {"claims", status.claims},
                              {"alerts", status.alerts},
                              {"owed_analyses", status.owed},
                              {"bytes_on_disk", status.size_on_disk.count},
                              {"schema", std::uint64_t{status.schema}}});
  if (output.format != Format::kPeople) {
    output.PrintOne(json);
    return Exit::kDone;
  }
  for (const auto& [name, value] : json.Members()) {
    const std::string shown =
        name == "bytes_on_disk" ? FormatBytes(status.size_on_disk) : value.Dump();
    Print(fmt::format("{:<16}{}\n", name, shown));
  }
  return Exit::kDone;
}

Result<Exit> ListClaims(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<ClaimRecord> claims = CW_TRY(store->Claims(arguments.Get("topic")));
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
              fmt::format("{}  seen {} times", FindingTypeName(claim.type), claim.occurrences)) +
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

void AddStatusVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"status", "operation", "", "what the store holds and what is owed", "",
                   WithStoreOptions({}), ShowStatus});
  verbs.push_back({"claims", "claims", "",
                   "the claim ledger: what was said first where, and who followed", "",
                   WithStoreOptions({{"--topic", "ID", "only of this topic"}}), ListClaims});
}

}  // namespace claimwatch
