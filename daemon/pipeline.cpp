#include "daemon/pipeline.h"

#include <algorithm>

#include "core/log.h"
#include "daemon/entries.h"
#include "daemon/plugins.h"
#include "daemon/record_names.h"
#include "daemon/reextract.h"
#include "plugins/compare/words.h"
#include "plugins/parser.h"
#include "plugins/registry.h"
#include "plugins/source/source.h"
#include "storage/erasure.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

Yield::Of OfJob(const Job& job) {
  return job.key.starts_with("source/") ? Yield::Of::kFeed : Yield::Of::kPages;
}

constexpr std::uint32_t kMostAttempts = 3;
constexpr int kNotModified = 304;
constexpr double kSameStory = 0.5;  // so much of the words of two texts of one story

SourceOptions OptionsOf(const SourceConfig& source) {
  SourceOptions options;
  options.assume_timezone = source.assume_timezone;
  options.link_patterns = source.link_patterns;
  return options;
}

// A failure of the parser. One that only rests is "busy", which here is the word for a full disk.
Error Unread(const Error& error) {
  return {error.code() == Errc::kBusy ? Errc::kIo : error.code(), error.message()};
}

std::string NameOf(const Job& job) {
  const Result<Url> url = Url::Parse(job.url);
  return url.ok() ? ArticleName(*url) : job.key;
}

}  // namespace

Pipeline::Pipeline(Config config, std::vector<Topic> topics,
                   std::shared_ptr<const Registry> plugins, const House& house)
    : config_(std::move(config)),
      topics_(std::move(topics)),
      plugins_(std::move(plugins)),
      store_(house.store),
      clock_(house.clock),
      parser_(house.parser),
      analysis_(config_, topics_, house.store, house.clock, *plugins_),
      doubts_(house.store, config_),
      yield_(house.store),
      signs_(house.store),
      room_(config_.storage.source_daily_max.count, std::chrono::hours(24)),
      knowledge_(house.store, house.parser, config_.sites),
      indexer_(house.store) {}

Done Pipeline::Handle(const Job& job) {
  Done done;
  done.kind = job.kind;
  done.subject = job.subject;
  done.key = job.key;
  done.source_id = job.source;
  Status status;
  if (job.kind == JobKind::kOwed) {
    status = HandleOwed(job, done);
  } else if (job.kind == JobKind::kGone) {
    status = HandleGone(job, done);
  } else if (job.kind == JobKind::kDegraded) {
    status = HandleDegraded(job, done);
  } else if (job.subject == Subject::kSource) {
    status = HandleFeed(job, done);
  } else if (job.subject == Subject::kPart) {
    status = HandlePart(job, done);
  } else if (job.page.status == kNotModified) {
    status = HandleUnchanged(job, done);
  } else {
    status = HandleArticle(job, done);
  }
  if (!status.ok()) {
    LogError("{}: {}", job.url, status.error().message());
    ++done.counts.errors;
    done.source.accepted = done.article.accepted = false;
    done.source.ours = done.article.ours = true;
    done.note = status.error().message();
    if (status.error().code() == Errc::kBusy) {
      done.no_room = true;
      done.again = job;
    }
  }
  return done;
}

// Step 3: a feed's entries become fetches owed.
Status Pipeline::HandleFeed(const Job& job, Done& done) {
  const SourceConfig* source = FindSource(job.source);
  if (source == nullptr) {
    return Ok();  // a reload took it away meanwhile
  }
  if (CW_TRY(IsSameFeed(job.page, *source, store_))) {
    ++done.counts.unchanged;
    done.source.same_body = true;
    done.note = "the same bytes again";
    return NoteYield(job, "", done);
  }
  const Result<Feed> feed = ReadFeedOf(*source, job.page);
  if (!feed.ok()) {
    return HandleNoFeed(job, *source, feed.error(), done);
  }
  FeedReport report = CW_TRY(NoteEntries(*feed, *source, store_, clock_.Now()));
  done.found = std::move(report.found);  // noted once: what fails after this may not lose them
  done.parts = std::move(report.parts);
  CW_TRY(NoteBody(job.page, *source, store_));
  done.source = std::move(report.news);
  done.note = fmt::format("{} feed, {} entries, {} new", FeedKindName(feed->kind),
                          feed->entries.size(), done.source.new_entries);
  CW_TRY(NoteSigns(job, *feed, done));
  return report.replaced.empty() ? NoteYield(job, "", done)
                                 : NoteProblem(job, report.replaced, Yield::Sign::kSure, done);
}

Result<Feed> Pipeline::ReadFeedOf(const SourceConfig& source, const Page& page) {
  if (source.plugin.empty()) {
    return parser_.ReadFeed(page, OptionsOf(source));
  }
  const std::shared_ptr<Plugin> plugin = plugins_->Find(source.plugin, "source");
  if (plugin == nullptr) {
    return Error(Errc::kConfig, fmt::format("no plugin '{}' of stage source", source.plugin));
  }
  Result<Feed> feed = plugin->Read(page, source.id);
  NotePlugin(*plugin, store_, clock_.Now());
  return feed;
}

Status Pipeline::HandleNoFeed(const Job& job, const SourceConfig& source, const Error& error,
                              Done& done) {
  if (error.code() != Errc::kInvalid) {  // of the parser, not of what it read
    CW_TRY(NoteYield(job, "not read: " + error.message(), done));
    return Unread(error);
  }
  done.source.accepted = false;
  done.note = error.message();
  ++done.counts.refused;
  NamedFeeds named = {job.page.url.text(), parser_.FindFeeds(job.page)};
  if (const std::optional<Part> part = CW_TRY(NoteNoFeed(named, source, store_, clock_.Now()))) {
    done.parts.push_back(*part);
    done.note += "; it names a feed";
  }
  return NoteYield(job, "no feed: " + error.message(), done);
}

// A further page of a source. Its failures are none of the source's.
Status Pipeline::HandlePart(const Job& job, Done& done) {
  const SourceConfig* source = FindSource(job.source);
  if (source == nullptr || !job.part) {
    return Ok();
  }
  const Result<Feed> feed = ReadFeedOf(*source, job.page);
  if (!feed.ok()) {
    done.source.accepted = false;
    done.note = feed.error().message();
    return Ok();
  }
  if (job.part->kind == PartKind::kCandidate) {
    done.candidate_feed = job.page.url.text();
    done.note = fmt::format("a {} feed", FeedKindName(feed->kind));
    return Ok();
  }
  FeedReport report = CW_TRY(NotePart(*feed, *job.part, *source, store_, clock_.Now()));
  done.found = std::move(report.found);
  done.parts = std::move(report.parts);
  done.note = fmt::format("a further page, {} entries, {} new", feed->entries.size(),
                          report.news.new_entries);
  return Ok();
}

// Steps 5 and 6: only what is surely the article may become a version.
Status Pipeline::HandleArticle(const Job& job, Done& done) {
  Result<Explanation> extracted = knowledge_.Read(job.page);
  if (!extracted.ok() && extracted.error().code() == Errc::kBusy) {
    return Unread(extracted.error());  // the parser rests, whatever the page is
  }
  if (!extracted.ok()) {
    return Refuse(job, extracted.error().message(), done);
  }
  Article& article = extracted->article;
  SettleAddress(job.page, article);
  if (const std::string reason = ReasonAgainst(job.page, article, config_.quality);
      !reason.empty()) {
    return Refuse(job, reason, done);
  }
  FeedFacts facts = CW_TRY(FactsOf(NameOf(job), store_));
  facts.source = facts.source.empty() ? job.source : facts.source;
  const std::optional<ArticleRecord> known = CW_TRY(WhoseIs(job, article, facts));
  std::optional<Version> last;
  if (known && known->versions > 0) {
    const std::uint32_t latest = CW_TRY(LatestOf(store_, *known));
    last = CW_TRY(UnlessErased(store_, known->id, latest, store_.GetVersion(known->id, latest)));
  }
  if (last) {
    if (ReadByAnother(*last, article.extractor)) {
      last = CW_TRY(Refresh(store_, knowledge_, *last));  // an upgrade is no edit
    }
    KeepKnown(*extracted, last->article);
  }
  if (const std::string doubt = CW_TRY(DoubtBySigns(job, article, last ? &*last : nullptr, done));
      !doubt.empty()) {
    CW_TRY(Refuse(job, doubt, done));
    return yield_.Told(job.source, OfJob(job));  // the sign was: its pages are no second alert
  }
  if (last && !CW_TRY(doubts_.MayShrink(NameOf(job), article, last->article, clock_.Now()))) {
    return Refuse(job, "the text shrank or is another one; a later fetch must confirm it", done);
  }
  if (last) {
    CW_TRY(NoteBack(*known, done));
  }
  CW_TRY(knowledge_.Learn(job.page, *extracted));
  return Keep(job, article, facts, done);
}

Status Pipeline::Keep(const Job& job, const Article& article, const FeedFacts& facts, Done& done) {
  if (!room_.Left(facts.source, clock_.Now())) {
    done.article.accepted = false;
    ++done.counts.refused;
    done.note = "not looked at: its source has brought its versions of today";
    return Ok();
  }
  const Appended appended = CW_TRY(store_.Append(job.page, article, facts));
  done.article.soft_gone = CW_TRY(LedToAnother(job.page, article, appended));
  if (appended.state == AppendState::kVariant) {
    return NoteReturn(job, appended, done);
  }
  CW_TRY(doubts_.Clear(NameOf(job)));
  CW_TRY(NoteYield(job, "", done));
  if (appended.state == AppendState::kUnchanged) {
    ++done.counts.unchanged;
    const bool erased = CW_TRY(store_.GetErasure(appended.article_id, appended.number)).has_value();
    done.note = erased ? "its text was erased on purpose and is not kept again" : "unchanged";
    return Ok();
  }
  CW_TRY(UseRoom(facts.source, job, job.page.body.size(), done));
  ++done.counts.versions;
  done.article.changed = appended.number > 1;
  done.note = fmt::format("version {} of {}", appended.number, appended.article_id);
  if (const Status indexed = indexer_.Note(); !indexed.ok()) {
    LogWarning("search index: {}; what it lacks is searched without it", indexed.error().message());
  }
  return Conclude(appended, done);
}

// The article that the page is of, when the store has it. `facts` learns whether its feed listed
// another one beside it that reads like it.
Result<std::optional<ArticleRecord>> Pipeline::WhoseIs(const Job& job, const Article& article,
                                                       FeedFacts& facts) {
  std::optional<ArticleRecord> known = CW_TRY(store_.Recognize(job.page, article, facts));
  facts.beside_alike = known && CW_TRY(CameTogether(NameOf(job), known->url, store_));
  return facts.beside_alike ? store_.Recognize(job.page, article, facts)
                            : Result<std::optional<ArticleRecord>>(std::move(known));
}

// Told once a day.
Status Pipeline::UseRoom(const std::string& source, const Job& job, std::size_t bytes, Done& done) {
  if (!room_.Use(source, bytes, clock_.Now())) {
    return Ok();
  }
  return NoteProblem(job,
                     fmt::format("stores more than {} a day; further versions of today are not "
                                 "kept (storage.source_daily_max)",
                                 FormatBytes(config_.storage.source_daily_max)),
                     Yield::Sign::kSure, done);
}

// Whether the address of one stored article leads to another story now: the first is not there. An
// address that always led elsewhere ("/live") is no article's own.
Result<bool> Pipeline::LedToAnother(const Page& page, const Article& article,
                                    const Appended& appended) const {
  const Result<ArticleRecord> asked = store_.FindArticle(page.requested.text());
  if (page.requested.text() == page.url.text() || !asked.ok() || asked->versions == 0 ||
      asked->url != CanonicalUrl(page.requested) || asked->id == appended.article_id) {
    return false;
  }
  const std::uint32_t latest = CW_TRY(LatestOf(store_, *asked));
  const std::optional<Version> last =
      CW_TRY(UnlessErased(store_, asked->id, latest, store_.GetVersion(asked->id, latest)));
  return last && WordOverlap(last->article.Text(), article.Text()) < kSameStory;
}

// Steps 7 and 8. A failure here is no failure of the page: the version is stored and its analysis
// stays owed.
Status Pipeline::Conclude(const Appended& appended, Done& done) {
  const Result<std::vector<Alert>> alerts =
      analysis_.Conclude(appended.article_id, appended.number);
  if (!alerts.ok()) {
    ++done.counts.errors;
    LogError("analysis of {}@{}: {}; owed", appended.article_id, appended.number,
             alerts.error().message());
    done.no_room = alerts.error().code() == Errc::kBusy;
    return Ok();
  }
  done.counts.alerts += alerts->size();
  return Ok();
}

Status Pipeline::Refuse(const Job& job, const std::string& reason, Done& done) {
  ++done.counts.refused;
  done.article.accepted = false;
  done.article.soft_gone = IsSoftGone(job.page);
  done.article.refused = reason;
  done.note = reason;
  const auto evidence = room_.Left(job.source, clock_.Now()) ? Doubts::Evidence::kPage
                                                             : Doubts::Evidence::kReasonOnly;
  const std::size_t kept =
      CW_TRY(doubts_.Refuse(NameOf(job), job.page, reason, clock_.Now(), evidence));
  CW_TRY(NoteYield(job, reason, done));
  return UseRoom(job.source, job, kept, done);
}

// 304: what came last time is still there and was seen now. It may be an older text that came back.
Status Pipeline::HandleUnchanged(const Job& job, Done& done) {
  ++done.counts.unchanged;
  done.note = "not modified";
  if (const Result<ArticleRecord> known = store_.FindArticle(job.url); known.ok()) {
    CW_TRY(NoteBack(*known, done));
    CW_TRY(store_.MarkGone(known->id, false, clock_.Now()));  // moves last_seen
  }
  const std::optional<Appended> pending = CW_TRY(doubts_.Pending(NameOf(job)));
  return pending ? NoteReturn(job, *pending, done) : Ok();
}

// An article that was gone, which a reader was told.
Status Pipeline::NoteBack(const ArticleRecord& known, Done& done) {
  if (known.gone) {
    const std::vector<Alert> alerts = CW_TRY(analysis_.RaiseRestored(known.id));
    done.counts.alerts += alerts.size();
  }
  return Ok();
}

Status Pipeline::NoteReturn(const Job& job, const Appended& appended, Done& done) {
  done.note = fmt::format("the text of version {} again", appended.number);
  switch (CW_TRY(doubts_.Returned(NameOf(job), appended, clock_.Now()))) {
    case Doubts::Return::kForGood: {
      const std::vector<Alert> alerts =
          CW_TRY(analysis_.RaiseReverted(appended.article_id, appended.number));
      done.counts.alerts += alerts.size();
      return doubts_.Settle(NameOf(job));
    }
    case Doubts::Return::kVariants:
      LogInfo("{}: serves two texts by turns; they count as variants of one version", job.url);
      return Ok();
    case Doubts::Return::kUnsure:
      done.article.changed = true;  // look again soon
      return Ok();
    case Doubts::Return::kSettled:
      return Ok();
  }
  return Ok();
}

Status Pipeline::HandleGone(const Job& job, Done& done) {
  const Result<ArticleRecord> known = store_.FindArticle(job.url);
  if (!known.ok()) {
    done.note = "gone; it never was a version";
    return Ok();
  }
  if (known->last_seen > job.since) {
    done.note = "gone from this address; the article is at another one";
    return Ok();
  }
  const std::vector<Alert> alerts = CW_TRY(analysis_.RaiseRemoved(known->id));
  done.counts.alerts += alerts.size();
  done.note = "removed";
  return Ok();
}

// A version that was stored while its analysis was not finished. One that brings the analysis down
// each time is given up and said so; the version stays.
Status Pipeline::HandleOwed(const Job& job, Done& done) {
  const Owed& owed = job.owed;
  const bool counts = job.attempt == Attempt::kCounts;
  const std::uint32_t attempts =
      counts ? CW_TRY(store_.NoteAttempt(owed.article_id, owed.number)) : 1;
  if (attempts > kMostAttempts) {
    LogError("analysis of {}@{} failed {} times and is given up; see `claimwatch compare`",
             owed.article_id, owed.number, kMostAttempts);
    ++done.counts.errors;
    done.note = "analysis given up";
    const Result<std::vector<Alert>> none =
        store_.Conclude(owed.article_id, owed.number, {}, clock_.Now());
    return none.ok() ? Ok() : Status(none.error());
  }
  const std::vector<Alert> alerts = CW_TRY(analysis_.Conclude(owed.article_id, owed.number));
  done.counts.alerts += alerts.size();
  done.note = fmt::format("analysis of {}@{} made up for", owed.article_id, owed.number);
  return Ok();
}

// `problem` is empty when the source brought what it should.
Status Pipeline::NoteYield(const Job& job, std::string_view problem, Done& done) {
  return NoteProblem(job, problem,
                     job.kind == JobKind::kDegraded ? Yield::Sign::kSure : Yield::Sign::kOne, done);
}

Status Pipeline::NoteProblem(const Job& job, std::string_view problem, Yield::Sign sign,
                             Done& done) {
  const SourceConfig* source = FindSource(job.source);
  if (source == nullptr) {
    return Ok();
  }
  const std::optional<Time> since =
      CW_TRY(yield_.Note(job.source, OfJob(job), problem, sign, clock_.Now()));
  if (since) {
    CW_TRY(Tell(*source, {"pages", std::string(problem), Severity::kMedium, *since}, done));
    return yield_.Told(job.source, OfJob(job));
  }
  return Ok();
}

Status Pipeline::NoteSigns(const Job& job, const Feed& feed, Done& done) {
  const SourceConfig* source = FindSource(job.source);
  const std::vector<Trouble> troubles =
      CW_TRY(signs_.NoteFeed(job.source, SignsOf(job.page, feed, done.source.gap), clock_.Now()));
  for (const Trouble& trouble : troubles) {
    if (CW_TRY(signs_.IsNews(job.source, trouble, clock_.Now()))) {
      CW_TRY(Tell(*source, trouble, done));
      CW_TRY(signs_.MarkTold(job.source, trouble));
    }
  }
  return Ok();
}

// What the loop found out. A redirect to another domain was a sign from its first day on; that it
// is confirmed now is one more line of the event log.
Status Pipeline::HandleDegraded(const Job& job, Done& done) {
  if (job.sign == kRetiredSign) {
    if (const SourceConfig* source = FindSource(job.source); source != nullptr) {
      const Trouble trouble{std::string(kRetiredSign), job.reason, Severity::kMedium, job.since};
      CW_TRY(Tell(*source, trouble, done));
    }
    return store_.PutState({{std::string(kRetiredKey) + job.key, ""}});
  }
  if (!job.sign.empty() && CW_TRY(signs_.WasTold(job.source, job.sign))) {
    done.troubles.push_back(job.reason);
    return Ok();
  }
  return NoteYield(job, job.reason, done);
}

// A text that is there already was judged when it came.
Result<std::string> Pipeline::DoubtBySigns(const Job& job, const Article& article,
                                           const Version* last, Done& done) {
  const SourceConfig* source = FindSource(job.source);
  if (source == nullptr || (last != nullptr && TextHash(article) == last->text_hash)) {
    return std::string();
  }
  std::optional<Trouble> trouble = JudgeArticle(job.page, article, last, clock_.Now());
  if (!trouble) {
    const FeedFacts facts = CW_TRY(FactsOf(NameOf(job), store_));
    trouble = CW_TRY(signs_.NoteText(job.source, {NameOf(job), facts.title, last != nullptr},
                                     article, clock_.Now()));
  }
  if (trouble && CW_TRY(signs_.IsNews(job.source, *trouble, clock_.Now()))) {
    CW_TRY(Tell(*source, *trouble, done));
  }
  return trouble ? trouble->reason : std::string();
}

Status Pipeline::Tell(const SourceConfig& source, const Trouble& trouble, Done& done) {
  LogWarning("source {}: {}", source.id, trouble.reason);
  const std::vector<Alert> alerts = CW_TRY(analysis_.RaiseDegraded(source, trouble));
  done.counts.alerts += alerts.size();
  done.troubles.push_back(trouble.reason);
  return Ok();
}

const SourceConfig* Pipeline::FindSource(std::string_view id) const {
  const auto found = std::find_if(config_.sources.begin(), config_.sources.end(),
                                  [id](const SourceConfig& one) { return one.id == id; });
  return found != config_.sources.end() ? &*found : nullptr;
}

}  // namespace claimwatch
