// import: the past, out of WARC files.
#include <fmt/format.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/import.h"
#include "daemon/plugins.h"
#include "plugins/parser.h"
#include "plugins/registry.h"

namespace claimwatch {
namespace {

Json ReportJson(const ImportReport& report, ImportWrite write) {
  return Json::Of({{"dry_run", write == ImportWrite::kDry},
                   {"records", report.records},
                   {"pages", report.pages},
                   {"other_answers", report.others},
                   {"new_articles", report.new_articles},
                   {"versions", report.versions},
                   {"earlier_versions", report.earlier},
                   {"known", report.known},
                   {"refused", report.refused},
                   {"problem_count", report.problem_count},
                   {"problems", Json::Texts(report.problems)},
                   {"refusals", Json::Texts(report.refusals)}});
}

std::string ForPeople(const ImportReport& report, ImportWrite write, const Style& style) {
  std::string out;
  for (const std::string& refusal : report.refusals) {
    out += style.Paint(Tone::kFaint, "refused " + EscapeControls(refusal)) + "\n";
  }
  for (const std::string& problem : report.problems) {
    out += style.Paint(Tone::kCritical, EscapeControls(problem)) + "\n";
  }
  out += fmt::format("{} {} of {}: {}, {} older than what was stored\n",
                     write == ImportWrite::kDry ? "would import at most" : "imported",
                     Counted(report.versions, "version"), Counted(report.pages, "page"),
                     Counted(report.new_articles, "new article"), report.earlier);
  out +=
      fmt::format("{} there already, {} refused, {}\n", Counted(report.known, "text"),
                  Counted(report.refused, "page"),
                  Counted(report.others, "answer that was no page", "answers that were no page"));
  return report.problem_count == 0 ? out
                                   : out + fmt::format("{} could not be read; all others were\n",
                                                       Counted(report.problem_count, "record"));
}

// A dry run reads beside a daemon; where no store is yet, an empty one.
Result<std::unique_ptr<Store>> OpenFor(const std::filesystem::path& dir, ImportWrite write) {
  if (write == ImportWrite::kYes) {
    return Store::Open(dir);
  }
  Result<std::unique_ptr<Store>> store = Store::OpenReader(dir);
  const bool none = !store.ok() && store.error().code() == Errc::kNotFound;
  return none ? Store::OpenInMemory() : std::move(store);
}

Result<Exit> Import(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  const SystemClock clock;
  const std::unique_ptr<Parser> parser = CW_TRY(MakeParserFor(config.daemon, clock));
  ImportTask task;
  task.files.assign(arguments.positionals.begin(), arguments.positionals.end());
  task.write = arguments.Has("dry-run") ? ImportWrite::kDry : ImportWrite::kYes;
  const std::unique_ptr<Store> store = CW_TRY(OpenFor(dir, task.write));
  const std::shared_ptr<const Registry> plugins = CW_TRY(StartPlugins(config, clock));
  const std::vector<Topic> topics = CW_TRY(LoadTopics(config, *store, clock, *parser));
  const ProgressBar scanning("looking through");
  const ProgressBar importing("importing");
  task.scanning = scanning.Teller();
  task.importing = importing.Teller();
  const Result<ImportReport> report =
      ImportWarc({config, topics, *plugins, *store, clock, *parser}, task);
  importing.Clear();
  CW_TRY(report.ok() ? Ok() : Status(report.error()));
  if (output.format != Format::kPeople) {
    output.PrintOne(ReportJson(*report, task.write));
  } else {
    Print(ForPeople(*report, task.write, output.style));
  }
  return report->problem_count == 0 ? Exit::kDone : Exit::kIntegrity;
}

}  // namespace

void AddImportVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"import", "evidence", "FILE...", "pages out of WARC files, as earlier versions of articles",
       "WARC 1.0 and 1.1, plain or gzipped, of `claimwatch export` or of other tools. Each version "
       "gets the time at which its page was fetched; its source is 'import', and `log` and `show` "
       "say when it was imported and from which record. Nothing alerts. Importing again adds "
       "nothing, and completes a run that was broken off. The daemon must be stopped, except for "
       "--dry-run. Exit status 5 when records were damaged; all others are imported.",
       WithStoreOptions({{"--dry-run", "", "only say what would be imported"}}), Import});
}

}  // namespace claimwatch
