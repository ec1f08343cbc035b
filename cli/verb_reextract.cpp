// reextract: history read again after the extractor has changed.
#include <fmt/format.h>

#include "cli/diff_view.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "daemon/reextract.h"
#include "daemon/search_index.h"
#include "plugins/parser.h"

namespace claimwatch {
namespace {

std::string NameOf(const Version& version) {
  return fmt::format("{}@{}", version.article_id.substr(0, 8), version.number);
}

DiffSide SideOf(const Version& version, const Article& article) {
  return DiffSide::Of(fmt::format("{}  read by {}", NameOf(version), article.extractor), article);
}

Json DifferenceJson(const Difference& difference) {
  const DiffSide before = SideOf(difference.version, difference.version.article);
  const DiffSide after = SideOf(difference.version, difference.now);
  return Json::Of({{"article", difference.version.article_id},
                   {"version", std::uint64_t{difference.version.number}},
                   {"url", difference.version.article.url},
                   {"extractor_before", difference.version.article.extractor},
                   {"extractor_now", difference.now.extractor},
                   {"diff", DiffJson(before, after)}});
}

Result<std::unique_ptr<Store>> OpenFor(const Arguments& arguments, Rewrite rewrite) {
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  return rewrite == Rewrite::kYes ? Store::Open(dir) : Store::OpenReader(dir);
}

Result<Exit> ReadHistoryAgain(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  ReextractTask task;
  task.rewrite = arguments.Has("write") ? Rewrite::kYes : Rewrite::kNo;
  task.rules = CW_TRY(SiteRulesFor(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenFor(arguments, task.rewrite));
  if (!arguments.positionals.empty()) {
    task.article_id = CW_TRY(store->FindArticle(arguments.positionals.front())).id;
  }
  ProgressBar bar("reading again");
  task.progress = bar.Teller();
  std::vector<Json> items;
  task.tell = [&](const Difference& difference) {
    if (output.format != Format::kPeople) {
      items.push_back(DifferenceJson(difference));
      return;
    }
    bar.Clear();
    Print(WordDiffView(SideOf(difference.version, difference.version.article),
                       SideOf(difference.version, difference.now), output.style));
  };
  const std::unique_ptr<Parser> parser = MakeParser();
  const ReextractReport report = CW_TRY(Reextract(*store, *parser, task));
  bar.Clear();
  const bool rewritten = task.rewrite == Rewrite::kYes && report.changed != 0;
  if (rewritten) {
    CW_TRY(store->DropIndex());
    ProgressBar indexing("indexing");
    CW_TRY(CompleteIndex(*store, indexing.Teller()));
    indexing.Clear();
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(fmt::format("{} read again: {} read otherwise{}, {} could not be read\n",
                      Counted(report.versions, "version"), report.changed,
                      rewritten ? " and have their new text" : "", report.unreadable));
  }
  return report.changed != 0 && arguments.Has("exit-code") ? Exit::kFound : Exit::kDone;
}

}  // namespace

void AddReextractVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"reextract", "operation", "[ARTICLE]",
       "read stored versions again, and list what would be different",
       "After an upgrade of the extractor: every version is read again from the bytes that were "
       "received. Nothing is changed and nothing alerts; with --write (the daemon must be stopped) "
       "readers get the new text, and `show --original` the one that was stored first, to which "
       "the chain of hashes commits.",
       WithStoreOptions({{"--write", "", "give the versions their new reading"},
                         {"--exit-code", "", "exit 1 when something reads otherwise"}}),
       ReadHistoryAgain});
}

}  // namespace claimwatch
