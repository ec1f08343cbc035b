#include "cli/topic_list.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "cli/article_filter.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/topics.h"
#include "plugins/parser.h"
#include "plugins/read/reading.h"
#include "storage/erasure.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

// The order in which people read them.
constexpr std::array<Relevance::State, 4> kStates = {Relevance::kOn, Relevance::kUncertain,
                                                     Relevance::kNear, Relevance::kOff};

// How one article stands to one topic: by the baseline that it is nearest to.
struct Judged {
  ArticleRecord article;
  Relevance relevance;
  bool compared = false;
};

struct TopicView {
  const Topic* topic = nullptr;
  std::vector<Judged> articles;  // nearest first
};

// A topic without a baseline takes what its phrases name, and judges no nearness.
Judged Judge(const Topic& topic, const ArticleRecord& record, const Article& article,
             const EventMemory& memory) {
  TopicMatch match = MatchTopic(topic, article, ReadArticle(article), memory);
  return {record, std::move(match.nearest), match.relevant};
}

Result<TopicView> View(const Config& config, const Topic& topic, const Store& store,
                       const std::vector<ArticleRecord>& records) {
  TopicView view{&topic, {}};
  const EventMemory memory = CW_TRY(Remembered(store, topic.config.id, std::nullopt));
  for (const ArticleRecord& record : records) {
    if (record.versions == 0 || !Watches(config, record.source, topic.config)) {
      continue;
    }
    const std::uint32_t latest = CW_TRY(LatestOf(store, record));
    const std::optional<Version> version =
        CW_TRY(UnlessErased(store, record.id, latest, store.GetVersion(record.id, latest)));
    if (version) {
      view.articles.push_back(Judge(topic, record, version->article, memory));
    }
  }
  std::stable_sort(
      view.articles.begin(), view.articles.end(), [](const Judged& a, const Judged& b) {
        return std::pair(a.compared, a.relevance.score) > std::pair(b.compared, b.relevance.score);
      });
  return view;
}

std::size_t CountOf(const TopicView& view, Relevance::State state) {
  return static_cast<std::size_t>(
      std::count_if(view.articles.begin(), view.articles.end(),
                    [state](const Judged& one) { return one.relevance.state == state; }));
}

std::size_t Compared(const TopicView& view) {
  return static_cast<std::size_t>(std::count_if(view.articles.begin(), view.articles.end(),
                                                [](const Judged& one) { return one.compared; }));
}

Json JudgedJson(const Judged& one) {
  return Json::Of({{"article", one.article.id},
                   {"url", one.article.url},
                   {"source", one.article.source},
                   {"title", one.article.title},
                   {"compared", one.compared},
                   {"relevance", RelevanceName(one.relevance.state)},
                   {"relevance_score", one.relevance.score},
                   {"relevance_reasons", Json::Texts(one.relevance.reasons)}});
}

Json ViewJson(const TopicView& view) {
  Json json = Json::Of({{"topic", view.topic->config.id},
                        {"baselines", std::uint64_t{view.topic->baselines.size()}},
                        {"articles", std::uint64_t{view.articles.size()}},
                        {"compared", std::uint64_t{Compared(view)}}});
  for (const Relevance::State state : kStates) {
    json.Set(RelevanceName(state), std::uint64_t{CountOf(view, state)});
  }
  return json;
}

void PrintTopics(const std::vector<TopicView>& views, const Output& output) {
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const TopicView& view : views) {
      items.push_back(ViewJson(view));
    }
    output.PrintItems(items);
    return;
  }
  Table table({"TOPIC", "BASELINES", "ARTICLES", "COMPARED", "ON", "UNCERTAIN", "NEAR", "OFF"});
  for (const TopicView& view : views) {
    std::vector<std::string> row = {
        view.topic->config.id, std::to_string(view.topic->baselines.size()),
        std::to_string(view.articles.size()), std::to_string(Compared(view))};
    for (const Relevance::State state : kStates) {
      row.push_back(std::to_string(CountOf(view, state)));
    }
    table.Add(std::move(row));
  }
  Print(table.empty() ? "no topics in the configuration\n" : table.Render(output.style));
}

void PrintArticles(const TopicView& view, const Output& output) {
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const Judged& one : view.articles) {
      items.push_back(JudgedJson(one));
    }
    output.PrintItems(items);
    return;
  }
  Table table({"ARTICLE", "COMPARED", "TOPIC", "SCORE", "SOURCE", "TITLE"});
  for (const Judged& one : view.articles) {
    table.Add({one.article.id.substr(0, 8), one.compared ? "yes" : "no",
               std::string(RelevanceName(one.relevance.state)),
               fmt::format("{:.2f}", one.relevance.score), one.article.source, one.article.title},
              EscapeControls(Join(one.relevance.reasons, "; ")));
  }
  Print(table.empty() ? "no articles yet\n" : table.Render(output.style));
}

Result<Exit> ShowTopics(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const SystemClock clock;
  const std::vector<Topic> topics = CW_TRY(LoadTopics(config, *store, clock, *MakeParser()));
  const std::string wanted = arguments.positionals.empty() ? "" : arguments.positionals.front();
  std::vector<std::string> known;
  std::transform(topics.begin(), topics.end(), std::back_inserter(known),
                 [](const Topic& topic) { return topic.config.id; });
  CW_TRY(wanted.empty() ? Ok() : CheckKnown("topic", wanted, known, "claimwatch topics"));
  const ArticleQuery query = CW_TRY(ArticleFilter(arguments));
  const std::vector<ArticleRecord> records = CW_TRY(store->Articles(query));
  std::vector<TopicView> views;
  for (const Topic& topic : topics) {
    if (wanted.empty() || topic.config.id == wanted) {
      views.push_back(CW_TRY(View(config, topic, *store, records)));
    }
  }
  if (wanted.empty()) {
    PrintTopics(views, output);
  } else {
    PrintArticles(views.front(), output);
  }
  return Exit::kDone;
}

}  // namespace

void AddTopicsVerb(std::vector<Verb>& verbs) {
  std::vector<Option> filters = ArticleFilterOptions();
  std::erase_if(filters, [](const Option& one) { return one.name == "--topic"; });
  verbs.push_back({"topics", "claims", "[TOPIC]",
                   "which articles belong to each topic, and why the others do not",
                   "Without TOPIC the topics of the configuration with their counts; with one, its "
                   "articles, each as it stands now, with what speaks for and against it; COMPARED "
                   "says which are compared with its baselines. The daemon judged each when it "
                   "came, by what was known then.",
                   WithStoreOptions(std::move(filters)), ShowTopics});
}

}  // namespace claimwatch
