// report: a dossier of an article, a topic or an alert as one HTML file.
#include <fmt/format.h>

#include "cli/dossier.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/sheet.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/clock.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// What a person asked for: articles, and which alerts are shown of them.
struct Choice {
  std::string title;
  std::vector<ArticleRecord> articles;
  AlertQuery alerts;
};

Result<Choice> OfArticle(const Store& store, const std::string& name) {
  const ArticleRecord record = CW_TRY(store.FindArticle(name));
  Choice choice;
  choice.title = "Dossier of an article: " + (record.title.empty() ? record.url : record.title);
  choice.articles = {record};
  return choice;
}

// An id that nothing was stored under is a mistake of typing, not an empty dossier.
Result<Choice> OfTopic(const Store& store, const Arguments& arguments) {
  const std::string topic = arguments.Get("topic");
  ArticleQuery query;
  query.topic = topic;
  Choice choice;
  choice.title = "Dossier of a topic: " + topic;
  choice.articles = CW_TRY(store.Articles(query));
  choice.alerts.topic = topic;
  if (choice.articles.empty()) {
    CW_TRY(CheckTopic(arguments, store, topic));
    return Error(Errc::kNotFound, fmt::format("no article was compared under topic '{}' yet",
                                              EscapeControls(topic)));
  }
  return choice;
}

Result<Choice> OfAlert(const Store& store, const std::string& name) {
  const Alert alert = CW_TRY(store.FindAlert(name));
  Choice choice;
  choice.title = fmt::format("Dossier of alert #{}", alert.sequence);
  choice.articles = {CW_TRY(store.FindArticle(alert.article_id))};
  choice.alerts.after_sequence = alert.sequence - 1;
  choice.alerts.limit = 1;
  return choice;
}

Result<Choice> Chosen(const Store& store, const Arguments& arguments) {
  const std::string topic = arguments.Get("topic");
  const std::string alert = arguments.Get("alert");
  const std::size_t named =
      arguments.positionals.size() + (topic.empty() ? 0 : 1) + (alert.empty() ? 0 : 1);
  if (named != 1) {
    return Error(Errc::kInvalid, "report is about one thing: ARTICLE, --topic ID or --alert N");
  }
  if (!topic.empty()) {
    return OfTopic(store, arguments);
  }
  return alert.empty() ? OfArticle(store, arguments.positionals.front()) : OfAlert(store, alert);
}

Result<Exit> Report(const Arguments& arguments) {
  const std::string file = arguments.Get("output");
  if (file.empty()) {
    return Error(Errc::kInvalid, "report needs -o FILE.html ('-' is standard output)");
  }
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const Choice choice = CW_TRY(Chosen(*store, arguments));
  const std::vector<Alert> alerts = CW_TRY(store->Alerts(choice.alerts));
  Dossier dossier{.title = choice.title, .made = SystemClock().Now()};
  for (const ArticleRecord& record : choice.articles) {
    dossier.articles.push_back(CW_TRY(ReadDossierArticle(*store, record, alerts)));
  }
  // Written only when all of it could be read: no half dossier replaces a whole one.
  Sheet sheet = CW_TRY(Sheet::Open(file));
  sheet.Write(DossierPage(dossier));
  CW_TRY(sheet.Close());
  return Exit::kDone;
}

// It writes a page: no --json.
std::vector<Option> Options() {
  std::vector<Option> options = StoreOptions();
  options.push_back({"-o,--output", "FILE", "the file to write; - is standard output"});
  options.push_back({"--topic", "ID", "all articles compared under this topic"});
  options.push_back({"--alert", "ALERT", "the article of one alert, by number or id"});
  return options;
}

}  // namespace

void AddReportVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"report", "evidence", "[ARTICLE]",
       "a dossier of an article, topic or alert as one HTML file",
       "Timeline of the versions, alerts, findings with their reasons, figures, changed words side "
       "by side, hashes and how to verify them. One file without scripts that loads nothing.",
       Options(), Report});
}

}  // namespace claimwatch
