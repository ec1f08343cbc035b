#include "daemon/doubts.h"

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

Status Doubts::Refuse(std::string_view key, const Page& page, const std::string& reason, Time now) {
  Json record = CW_TRY(Read(key));
  if (record["reason"].AsString() != reason) {
    const std::string capture =
        CW_TRY(IsOfErased(store_, page)) ? std::string() : CW_TRY(store_.KeepCapture(page));
    record.Set("reason", reason)
        .Set("since", FormatTime(now))
        .Set("times", 0)
        .Set("capture", capture);
  }
  record.Set("times", record["times"].AsInt() + 1).Set("last", FormatTime(now));
  return Write(key, record);
}

Result<bool> Doubts::MayShrink(std::string_view key, const Article& article, const Article& last,
                               Time now) {
  const auto before = static_cast<double>(last.Text().size());
  const bool shrank =
      static_cast<double>(article.Text().size()) < before * config_.quality.shrink_guard;
  if (!shrank && WordOverlap(article.Text(), last.Text()) >= kSameStory) {
    return true;
  }
  Json record = CW_TRY(Read(key));
  const std::string hash = TextHash(article);
  if (record["shrunk"].AsString() == hash) {
    return Elapsed(record["shrunk_since"], now, config_.recheck.gone_apart);
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
