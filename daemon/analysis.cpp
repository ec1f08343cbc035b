#include "daemon/analysis.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <unistd.h>

#include "core/log.h"
#include "daemon/edits_first.h"
#include "daemon/groups.h"
#include "daemon/ledger_rules.h"
#include "daemon/plugins.h"
#include "daemon/second_opinion.h"
#include "daemon/trouble.h"
#include "plugins/compare/analyzers.h"
#include "plugins/read/reading.h"
#include "storage/erasure.h"
#include "storage/import_mark.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

std::string HostName() {
  std::array<char, 256> name = {};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data())
                                                          : std::string();
}

void Append(std::vector<Proposal> more, std::vector<Proposal>& all) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

bool Alerts(const std::vector<Proposal>& proposals) {
  return std::any_of(proposals.begin(), proposals.end(),
                     [](const Proposal& one) { return one.MayAlert(); });
}

}  // namespace

// What is compared with beside the baseline: the article's own past, and the ledger.
struct Analysis::Beside {
  bool with_past = false;
  LedgerContext ledger;
  PluginRound& plugins;
  SecondOpinion& opinion;
};

struct Analysis::Texts {
  Version version;
  Reading reading;
  std::optional<Version> previous;
  Reading previous_reading;
  Page page;  // the response the version was read from
  Moment moment;
};

Analysis::Analysis(const Config& config, const std::vector<Topic>& topics, Store& store,
                   const Clock& clock, const Registry& plugins)
    : config_(config),
      topics_(topics),
      store_(store),
      clock_(clock),
      plugins_(plugins),
      host_(HostName()) {}

Result<std::vector<Proposal>> Analysis::ProposeAt(std::string_view article_id, std::uint32_t number,
                                                  const Moment& moment) {
  Texts texts = CW_TRY(Read(article_id, number, moment.which));
  texts.moment = moment;
  return Propose(texts);
}

Result<std::vector<Alert>> Analysis::Conclude(std::string_view article_id, std::uint32_t number) {
  const Texts texts = CW_TRY(Read(article_id, number));
  std::vector<Proposal> proposals = CW_TRY(Propose(texts));
  if (texts.version.source == kImportSource) {
    return ConcludeQuietly(texts, std::move(proposals));
  }
  Remember(proposals);
  const std::vector<Alert> alerts =
      CW_TRY(store_.Conclude(article_id, number, proposals, clock_.Now()));
  const std::vector<std::string> groups = CW_TRY(NoteGroups(
      store_, proposals, texts.version,
      {static_cast<std::size_t>(config_.alerts.group_pages), config_.alerts.group_within}));
  for (const std::string& group : groups) {
    LogInfo("{}: {}; one alert, see claimwatch alerts list --suppressed", article_id, group);
  }
  return alerts;
}

// Findings without a fingerprint are kept with their version and are nothing to the ledger.
Result<std::vector<Alert>> Analysis::ConcludeQuietly(const Texts& texts,
                                                     std::vector<Proposal> proposals) {
  for (Proposal& one : proposals) {
    one.alert.reset();
    one.fingerprint.clear();
  }
  return store_.Conclude(texts.version.article_id, texts.version.number, std::move(proposals),
                         texts.moment.now);
}

Result<Analysis::Texts> Analysis::Read(std::string_view article_id, std::uint32_t number,
                                       Which which) const {
  const auto version = [&](std::uint32_t wanted) {
    return which == Which::kAsStored ? store_.GetOriginal(article_id, wanted)
                                     : store_.GetVersion(article_id, wanted);
  };
  Texts texts;
  texts.moment = {clock_.Now(), host_, std::nullopt};
  texts.version = CW_TRY(version(number));
  texts.reading = ReadArticle(texts.version.article);
  if (const std::uint32_t before = CW_TRY(EditedFrom(store_, article_id, number)); before != 0) {
    texts.previous = CW_TRY(UnlessErased(store_, article_id, before, version(before)));
  }
  if (texts.previous) {
    texts.previous_reading = ReadArticle(texts.previous->article);
  }
  // Evidence that retention has removed is no reason to say nothing.
  Result<Capture> capture = store_.GetCapture(texts.version.capture_id);
  if (capture.ok()) {
    texts.page = std::move(capture).value().page;
  }
  return texts;
}

Result<std::vector<Proposal>> Analysis::Propose(const Texts& texts) {
  std::vector<Proposal> all;
  PluginRound round(config_, plugins_, store_, clock_);
  SecondOpinion opinion(config_.rules, clock_);
  bool with_past = texts.previous.has_value();
  for (const Topic& topic : topics_) {
    if (!Watches(config_, texts.version.source, topic.config)) {
      continue;
    }
    const std::shared_ptr<const EventMemory> memory =
        CW_TRY(MemoryAt(topic.config.id, texts.moment));
    const TopicMatch match = MatchTopic(topic, texts.version.article, texts.reading, *memory);
    const LedgerContext ledger{&store_, topic.config.id, &texts.version, memory.get()};
    for (const Baseline* baseline : match.baselines) {
      const bool past = std::exchange(with_past, false);
      Append(CW_TRY(Compare(topic, baseline, texts, {past, ledger, round, opinion})), all);
    }
    // An edit is told once, under the first topic it belongs to; also when it took the article off
    // the topic.
    const bool belongs =
        match.relevant ||
        (with_past &&
         MatchTopic(topic, texts.previous->article, texts.previous_reading, *memory).relevant);
    if (with_past && belongs) {
      with_past = false;
      Append(CW_TRY(Compare(topic, nullptr, texts, {true, ledger, round, opinion})), all);
    }
  }
  return all;
}

Result<std::vector<Proposal>> Analysis::Compare(const Topic& topic, const Baseline* baseline,
                                                const Texts& texts, const Beside& beside) const {
  Comparison comparison;
  comparison.baseline = baseline;
  comparison.article = &texts.version.article;
  comparison.reading = &texts.reading;
  if (beside.with_past) {
    comparison.previous = &texts.previous->article;
    comparison.previous_reading = &texts.previous_reading;
  }
  ProposalContext context = ContextOf(texts);
  context.topic = &topic;
  context.baseline = baseline;
  std::vector<Finding> findings =
      CW_TRY(WithLedger(beside.opinion.Rerank(CompareArticles(comparison)), beside.ledger));
  findings = EditsFirst(std::move(findings));
  beside.plugins.Ask(topic.config.id, comparison, findings);
  return MakeProposals(std::move(findings), context);
}

ProposalContext Analysis::ContextOf(const Texts& texts) const {
  ProposalContext context;
  context.config = &config_;
  context.version = &texts.version;
  context.previous = texts.previous ? &*texts.previous : nullptr;
  context.page = texts.page.status != 0 && !texts.page.url.empty() ? &texts.page : nullptr;
  context.host = texts.moment.host;
  context.now = texts.moment.now;
  return context;
}

Result<std::vector<Alert>> Analysis::RaiseRemoved(std::string_view article_id) {
  const ArticleRecord article = CW_TRY(store_.FindArticle(article_id));
  CW_TRY(store_.MarkGone(article.id, true, clock_.Now()));
  const std::uint32_t latest = CW_TRY(LatestOf(store_, article));
  if (CW_TRY(store_.GetErasure(article.id, latest))) {
    return std::vector<Alert>();  // there is no text left to tell of
  }
  Texts texts = CW_TRY(Read(article.id, latest));
  texts.version.last_seen = std::max(texts.version.last_seen, article.last_seen);
  return RaiseAbout(texts, RemovedFinding(texts.version, config_.recheck.gone_confirm));
}

Result<std::vector<Alert>> Analysis::RaiseRestored(std::string_view article_id) {
  const ArticleRecord article = CW_TRY(store_.FindArticle(article_id));
  const std::uint32_t latest = CW_TRY(LatestOf(store_, article));
  std::vector<Alert> alerts;
  if (!CW_TRY(store_.GetErasure(article.id, latest))) {
    Texts texts = CW_TRY(Read(article.id, latest));
    texts.version.last_seen = std::max(texts.version.last_seen, article.last_seen);
    alerts = CW_TRY(RaiseAbout(texts, RestoredFinding(texts.version)));
  }
  // Last: what a crash leaves undone is done again, and the ledger knows what was told.
  CW_TRY(store_.MarkGone(article.id, false, clock_.Now()));
  return alerts;
}

Result<std::vector<Alert>> Analysis::RaiseReverted(std::string_view article_id,
                                                   std::uint32_t number) {
  const ArticleRecord article = CW_TRY(store_.FindArticle(article_id));
  const std::uint32_t latest = CW_TRY(LatestOf(store_, article));
  if (latest == number) {
    return std::vector<Alert>();  // an earlier life said so
  }
  const std::optional<Version> withdrawn =
      CW_TRY(UnlessErased(store_, article.id, latest, store_.GetVersion(article.id, latest)));
  if (!withdrawn || CW_TRY(store_.GetErasure(article.id, number))) {
    return std::vector<Alert>();  // a text of the two was erased
  }
  Texts texts = CW_TRY(Read(article.id, number));
  Finding finding = RevertedFinding(texts.version, *withdrawn);
  texts.previous = withdrawn;
  std::vector<Alert> alerts = CW_TRY(RaiseAbout(texts, std::move(finding)));
  CW_TRY(store_.MarkReturned(article.id, number, texts.version.last_seen));
  return alerts;
}

// Under the first topic the article belongs to; nothing when it belongs to none.
Result<std::vector<Alert>> Analysis::RaiseAbout(const Texts& texts, Finding finding) {
  for (const Topic& topic : topics_) {
    const std::shared_ptr<const EventMemory> memory = CW_TRY(Memory(topic.config.id));
    if (Watches(config_, texts.version.source, topic.config) &&
        MatchTopic(topic, texts.version.article, texts.reading, *memory).relevant) {
      ProposalContext context = ContextOf(texts);
      context.topic = &topic;
      return store_.Raise(MakeProposals({std::move(finding)}, context), context.now);
    }
  }
  return std::vector<Alert>();
}

Result<std::vector<Alert>> Analysis::RaiseDegraded(const SourceConfig& source,
                                                   const Trouble& trouble) {
  Texts texts;
  texts.moment = {clock_.Now(), host_, std::nullopt};
  texts.version.article_id = "source/" + source.id;
  texts.version.number = 1;
  texts.version.source = source.id;
  texts.version.retrieved = clock_.Now();
  texts.version.article.url = source.url;
  texts.version.article.title = source.title.empty() ? source.id : source.title;
  ProposalContext context = ContextOf(texts);
  for (const Topic& topic : topics_) {
    if (context.topic == nullptr && Watches(config_, source.id, topic.config)) {
      context.topic = &topic;
    }
  }
  return store_.Raise(MakeProposals({DegradedFinding(source.id, trouble.kind, trouble.reason,
                                                     trouble.severity, trouble.since)},
                                    context),
                      context.now);
}

Result<std::shared_ptr<const EventMemory>> Analysis::MemoryAt(const std::string& topic,
                                                              const Moment& moment) {
  if (moment.known_before) {
    return std::make_shared<const EventMemory>(
        CW_TRY(Remembered(store_, topic, moment.known_before)));
  }
  return Memory(topic);
}

Result<std::shared_ptr<const EventMemory>> Analysis::Memory(const std::string& topic) {
  {
    const MutexLock lock(mutex_);
    if (const auto found = memory_.find(topic); found != memory_.end()) {
      return found->second;
    }
  }
  auto fresh = std::make_shared<const EventMemory>(CW_TRY(Remembered(store_, topic, std::nullopt)));
  const MutexLock lock(mutex_);
  return memory_.try_emplace(topic, std::move(fresh)).first->second;
}

// Copies on write: readers keep what they hold.
void Analysis::Remember(const std::vector<Proposal>& proposals) {
  if (!Alerts(proposals)) {
    return;
  }
  const MutexLock lock(mutex_);
  std::map<std::string, std::shared_ptr<EventMemory>> grown;
  for (const Proposal& one : proposals) {
    const auto known = memory_.find(one.topic);
    if (!one.MayAlert() || known == memory_.end() ||
        known->second->keys.size() >= kRememberedKeys ||
        known->second->keys.contains(one.finding.key)) {
      continue;
    }
    std::shared_ptr<EventMemory>& copy = grown[one.topic];
    copy = copy != nullptr ? copy : std::make_shared<EventMemory>(*known->second);
    copy->keys.insert(one.finding.key);
  }
  for (auto& [topic, memory] : grown) {
    memory_[topic] = std::move(memory);
  }
}

}  // namespace claimwatch
