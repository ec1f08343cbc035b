#include "daemon/doubts.h"

#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "core/text.h"
#include "plugins/compare/words.h"
#include "storage/erasure.h"

namespace claimwatch {
namespace {

// Of two texts that are the same story, however much it was edited.
constexpr double kSameStory = 0.1;

// Two texts that took turns this often are variants of one page and no edits.
constexpr std::int64_t kVariantTurns = 3;

constexpr double kPieceOf = 0.9;        // so much of its words in the other: a piece of it
constexpr double kGrewFrom = 0.5;       // so much of its words in the other: that grew from it
constexpr int kLively = 6;              // times gone_apart, for a text that changes all the time
constexpr std::size_t kSketch = 64;     // words of a text stand for all of them
constexpr std::int64_t kHashBits = 53;  // that JSON numbers hold

// The different words of a text, as hashes in order.
std::vector<std::int64_t> WordsOf(const Article& article) {
  std::vector<std::int64_t> words;
  for (const std::size_t hash : WordHashes(article.Text())) {
    words.push_back(static_cast<std::int64_t>(hash & ((std::size_t{1} << kHashBits) - 1)));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

double ShareIn(const std::vector<std::int64_t>& words, const std::vector<std::int64_t>& others) {
  const auto in = std::count_if(words.begin(), words.end(), [&](std::int64_t word) {
    return std::binary_search(others.begin(), others.end(), word);
  });
  return words.empty() ? 1.0 : static_cast<double>(in) / static_cast<double>(words.size());
}

// The smallest hashes are as good as drawn by lot, and the same for every text that has the words.
Json SketchOf(const std::vector<std::int64_t>& words) {
  Json sketch = Json::MakeArray();
  for (std::size_t i = 0; i < std::min(kSketch, words.size()); ++i) {
    sketch.Push(words[i]);
  }
  return sketch;
}

std::vector<std::int64_t> WordsFrom(const Json& sketch) {
  std::vector<std::int64_t> words;
  for (const Json& word : sketch.Items()) {
    words.push_back(word.AsInt());
  }
  return words;
}

// A Chinese or Japanese sign says about as much as three letters.
std::size_t Characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    count += IsCjk(NextCodePoint(text, at)) ? 3U : 1U;
  }
  return count;
}

bool Elapsed(const Json& since, Time now, Duration least) {
  const std::optional<Time> then = ParseTime(since.AsString());
  // A time to come is one from before the clock was set back: it proves that some passed, not how
  // much, and waiting for it might take years.
  return then && (now - *then >= least || *then > now);
}

// A page that is refused for "only 123 characters" and then for "only 124" is refused for the same.
std::string WithoutDigits(std::string_view reason) {
  std::string words(reason);
  std::erase_if(words, [](char c) { return c >= '0' && c <= '9'; });
  return words;
}

// Whether no version of the article at one of the page's addresses is left: what it shows may be
// the text that was erased, and there is no version to tell by.
Result<bool> IsOfErased(const Store& store, const Page& page) {
  for (const Url& url : {page.requested, page.url}) {
    const Result<ArticleRecord> known = store.FindArticle(url.text());
    if (known.ok() && known->versions > 0 &&
        CW_TRY(store.Erasures(known->id)).size() == known->versions) {
      return true;
    }
  }
  return false;
}

}  // namespace

void SettleAddress(const Page& page, Article& article) {
  const Result<Url> claimed = Url::Parse(article.url);
  const bool believed = claimed.ok() && (claimed->path() != "/" || page.url.path() == "/") &&
                        RegistrableDomain(claimed->host()) == RegistrableDomain(page.url.host());
  if (!believed) {
    article.url = page.url.text();
  }
}

bool IsSoftGone(const Page& page) {
  return !page.hops.empty() && page.url.path() == "/" && page.url.query().empty() &&
         page.requested.path() != "/";
}

std::string ReasonAgainst(const Page& page, const Article& article, const QualityConfig& quality) {
  if (page.truncated) {
    return "the body ended early";
  }
  if (IsSoftGone(page)) {
    return "redirected to the home page";
  }
  if (article.quality.score < quality.min_score) {
    return article.quality.reasons.empty() ? fmt::format("quality {:.2f}", article.quality.score)
                                           : Join(article.quality.reasons, "; ");
  }
  const std::size_t characters = Characters(article.Text());
  if (characters < static_cast<std::size_t>(quality.min_text)) {
    return fmt::format("only {} characters of text", characters);
  }
  return {};
}

Result<Json> Doubts::Read(std::string_view key) const {
  const std::optional<std::string> kept = CW_TRY(store_.GetState("doubt/" + std::string(key)));
  return kept ? Json::Parse(*kept).value_or(Json()) : Json();
}

Status Doubts::Write(std::string_view key, const Json& record) {
  return store_.PutState(
      {{"doubt/" + std::string(key), record.IsNull() ? std::string() : record.Dump()}});
}

Result<std::size_t> Doubts::Refuse(std::string_view key, const Page& page,
                                   const std::string& reason, Time now, Evidence evidence) {
  Json record = CW_TRY(Read(key));
  if (WithoutDigits(record["reason"].AsString()) != WithoutDigits(reason)) {
    record.Set("reason", reason).Set("since", FormatTime(now)).Set("times", 0).Set("capture", "");
  }
  std::size_t kept = 0;
  const std::string_view evidence_kept = record["capture"].AsString();
  // Retention may have dropped what was kept of a wall that lasts.
  const bool lacks = evidence_kept.empty() || !store_.GetCapture(evidence_kept).ok();
  if (lacks && evidence == Evidence::kPage && !CW_TRY(IsOfErased(store_, page))) {
    record.Set("capture", CW_TRY(store_.KeepCapture(page)));
    kept = page.body.size();
  }
  record.Set("times", record["times"].AsInt() + 1).Set("last", FormatTime(now));
  CW_TRY(Write(key, record));
  return kept;
}

Result<bool> Doubts::MayShrink(std::string_view key, const Article& article, const Article& last,
                               Time now) {
  const auto before = static_cast<double>(last.Text().size());
  const bool shrank =
      static_cast<double>(article.Text().size()) < before * config_.quality.shrink_guard;
  if (!shrank && WordOverlap(article.Text(), last.Text()) >= kSameStory) {
    return true;
  }
  return Confirms(key, article, last, now);
}

// A page that is cut off here one time and there another shows pieces of the last text, which only
// sameness confirms. A text of its own may be alive, and is then never the same twice.
Result<bool> Doubts::Confirms(std::string_view key, const Article& article, const Article& last,
                              Time now) {
  Json record = CW_TRY(Read(key));
  const std::string hash = TextHash(article);
  if (record["shrunk"].AsString() == hash) {
    return Elapsed(record["shrunk_since"], now, config_.recheck.gone_apart);
  }
  const std::vector<std::int64_t> words = WordsOf(article);
  const bool grew = record.Has("sketch") && ShareIn(words, WordsOf(last)) < kPieceOf &&
                    ShareIn(WordsFrom(record["sketch"]), words) >= kGrewFrom;
  if (grew && Elapsed(record["sketch_since"], now, kLively * config_.recheck.gone_apart)) {
    return true;
  }
  if (!grew) {
    record.Set("sketch", SketchOf(words)).Set("sketch_since", FormatTime(now));
  }
  record.Set("shrunk", hash).Set("shrunk_since", FormatTime(now));
  CW_TRY(Write(key, record));
  return false;
}

Status Doubts::Clear(std::string_view key) {
  const Json record = CW_TRY(Read(key));
  if (record.IsNull()) {
    return Ok();
  }
  const std::int64_t turns = record["turns"].AsInt();
  return Write(key, turns == 0
                        ? Json()
                        : Json::Of({{"turns", turns}, {"variants", record["variants"].AsBool()}}));
}

Result<Doubts::Return> Doubts::Returned(std::string_view key, const Appended& older, Time now) {
  Json record = CW_TRY(Read(key));
  if (record["variants"].AsBool()) {
    return Return::kSettled;
  }
  if (record["returned"].AsInt() != older.number) {
    const std::int64_t turns = record["turns"].AsInt() + 1;
    record.Set("returned", std::uint64_t{older.number}).Set("article", older.article_id);
    record.Set("returned_since", FormatTime(now)).Set("reported", false);
    record.Set("turns", turns).Set("variants", turns >= kVariantTurns);
    CW_TRY(Write(key, record));
    return turns >= kVariantTurns ? Return::kVariants : Return::kUnsure;
  }
  if (record["reported"].AsBool()) {
    return Return::kSettled;
  }
  if (!Elapsed(record["returned_since"], now, config_.recheck.gone_apart)) {
    return Return::kUnsure;
  }
  return Return::kForGood;
}

Status Doubts::Settle(std::string_view key) {
  Json record = CW_TRY(Read(key));
  record.Set("reported", true);
  return Write(key, record);
}

Result<std::optional<Appended>> Doubts::Pending(std::string_view key) const {
  const Json record = CW_TRY(Read(key));
  const std::int64_t number = record["returned"].AsInt();
  if (number == 0 || record["reported"].AsBool() || record["variants"].AsBool()) {
    return std::optional<Appended>();
  }
  Appended older;
  older.state = AppendState::kVariant;
  older.article_id = record["article"].AsString();
  older.number = static_cast<std::uint32_t>(number);
  return std::optional<Appended>(std::move(older));
}

}  // namespace claimwatch
