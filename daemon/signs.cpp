#include "daemon/signs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/core.h>

#include "core/article.h"
#include "core/digest.h"
#include "core/feed.h"
#include "core/json.h"
#include "core/page.h"
#include "core/text.h"
#include "core/url.h"
#include "daemon/record_names.h"
#include "plugins/compare/words.h"
#include "plugins/read/language.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

constexpr std::int64_t kLearningPolls = 2;  // before that nothing is unusual
constexpr double kNewsWeight = 0.3;         // of the last poll in what is usual
constexpr double kFallen = 4;               // times fewer entries than usual …
constexpr double kLowWater = 2;             // … and than there ever were
constexpr double kLeastUsual = 4;           // entries; a smaller feed may well be empty
constexpr std::size_t kLanguageBytes = 120;
constexpr std::size_t kMostKnown = 8;    // languages, domains, certificates of one source
constexpr std::size_t kMostTexts = 32;   // remembered of one source
constexpr std::size_t kTextDigits = 32;  // of a text's hash
constexpr Duration kTellAgain = std::chrono::hours(24);
constexpr double kMostLinks = 0.8;        // share of entries that lead to one domain
constexpr double kSameText = 0.5;         // WordOverlap of a text that only moved
constexpr std::size_t kLeastEntries = 5;  // that carry one date before that means something
constexpr Duration kFuture = std::chrono::hours(24);
constexpr Duration kBack = std::chrono::days(30);

bool Holds(const Json& list, std::string_view word) {
  const Json::Array& items = list.Items();
  return std::any_of(items.begin(), items.end(),
                     [&](const Json& one) { return one.AsString() == word; });
}

// Adds `word` to the words of `usual[key]`, of which the last few are kept.
void Learn(Json& usual, std::string_view key, std::string_view word) {
  if (word.empty() || Holds(usual[key], word)) {
    return;
  }
  Json::Array items = usual[key].Items();
  if (items.size() >= kMostKnown) {
    items.erase(items.begin());
  }
  items.emplace_back(word);
  usual.Set(key, Json(std::move(items)));
}

std::string WordsOf(const Json& list) {
  std::vector<std::string> words;
  for (const Json& one : list.Items()) {
    words.push_back(Ellipsize(one.AsString(), 40));
  }
  return Join(words, ", ");
}

// --- one function per sign: the reason when it is there, else empty ------------------------------

std::string YieldFell(const Json& usual, const FeedSigns& seen) {
  const double entries = static_cast<double>(seen.entries);
  const double often = usual["entries"].AsDouble();
  const bool fell = often >= kLeastUsual && entries * kFallen < often &&
                    entries * kLowWater < usual["fewest"].AsDouble();
  return fell ? fmt::format("yield fell: {} entries where {:.0f} were usual", seen.entries, often)
              : "";
}

std::string Gap(const Json& /*usual*/, const FeedSigns& seen) {
  return seen.gap ? fmt::format(
                        "feed gap: entries came and went between two polls, none of the {} "
                        "now was there before",
                        seen.entries)
                  : "";
}

std::string LanguageJumped(const Json& usual, const FeedSigns& seen) {
  const bool jumped = !seen.language.empty() && !usual["languages"].Items().empty() &&
                      !Holds(usual["languages"], seen.language);
  return jumped ? fmt::format("language jump: {} where {} was usual", seen.language,
                              WordsOf(usual["languages"]))
                : "";
}

std::string OneDateForAll(const Json& usual, const FeedSigns& seen) {
  const bool one = seen.entries >= kLeastEntries && seen.oldest == seen.newest;
  return one && usual["spread"].AsBool() ? fmt::format("date jump: all {} entries are dated {}",
                                                       seen.entries, FormatTime(*seen.newest))
                                         : "";
}

std::string DatesJumped(const Json& usual, const FeedSigns& seen, Time now) {
  if (!seen.newest) {
    return {};
  }
  if (*seen.newest > now + kFuture) {
    return fmt::format("date jump: an entry is dated {}, which is to come",
                       FormatTime(*seen.newest));
  }
  const std::optional<Time> before = ParseTime(usual["newest"].AsString());
  if (before && *seen.newest < *before - kBack) {
    return fmt::format("date jump: the newest entry is dated {}, before it was {}",
                       FormatTime(*seen.newest), FormatTime(*before));
  }
  return OneDateForAll(usual, seen);
}

std::string DomainChanged(const Json& usual, const FeedSigns& seen) {
  if (!usual["domains"].Items().empty() && !Holds(usual["domains"], seen.domain)) {
    return fmt::format(
        "domain change: the feed comes from {} where {} was usual; when that is right, confirm it "
        "with `claimwatch source move`",
        Ellipsize(EscapeControls(seen.domain), 80), WordsOf(usual["domains"]));
  }
  const bool moved = !seen.link_domain.empty() && !usual["link_domains"].Items().empty() &&
                     !Holds(usual["link_domains"], seen.link_domain);
  return moved ? fmt::format("domain change: its entries lead to {} where {} was usual",
                             Ellipsize(EscapeControls(seen.link_domain), 80),
                             WordsOf(usual["link_domains"]))
               : "";
}

std::string CertificateChanged(const Json& usual, const FeedSigns& seen) {
  constexpr std::size_t kDigits = 16;
  const Json::Array& known = usual["certificates"].Items();
  if (seen.certificate.empty() || known.empty() || Holds(usual["certificates"], seen.certificate)) {
    return {};
  }
  return fmt::format(
      "certificate change: sha256 {}… where {}… was usual; a renewal does that, a change of hands "
      "too",
      seen.certificate.substr(0, kDigits), known.back().AsString().substr(0, kDigits));
}

// --- what was told, and what is learnt -----------------------------------------------------------

struct Sign {
  std::string_view kind;
  std::string reason;  // empty: not there
  Severity severity = Severity::kMedium;
};

// New troubles; those that are over are forgotten, so that they can be told again.
std::vector<Trouble> Untold(Json& usual, const std::vector<Sign>& signs, Time now) {
  Json told = usual["told"];
  std::vector<Trouble> fresh;
  for (const Sign& sign : signs) {
    if (sign.reason.empty()) {
      told.Set(sign.kind, nullptr);
    } else if (!told.Has(sign.kind)) {
      fresh.push_back({std::string(sign.kind), sign.reason, sign.severity, now});
    }
  }
  usual.Set("told", std::move(told));
  return fresh;
}

// A feed in trouble does not become the usual by itself.
void LearnFeed(Json& usual, const FeedSigns& seen, bool well) {
  if (!well) {
    return;
  }
  const double entries = static_cast<double>(seen.entries);
  const bool first = !usual.Has("polls");
  usual.Set("polls", usual["polls"].AsInt() + 1);
  usual.Set(
      "entries",
      first ? entries : usual["entries"].AsDouble() * (1 - kNewsWeight) + entries * kNewsWeight);
  usual.Set("fewest", first ? entries : std::min(usual["fewest"].AsDouble(), entries));
  usual.Set("spread", usual["spread"].AsBool() || seen.oldest != seen.newest);
  Learn(usual, "languages", seen.language);
  Learn(usual, "domains", seen.domain);
  Learn(usual, "link_domains", seen.link_domain);
  if (seen.newest) {
    usual.Set("newest", FormatTime(*seen.newest));
  }
}

// The domain of most entries' links.
std::string MostLinked(const Feed& feed) {
  std::map<std::string, std::size_t> count;
  for (const Entry& entry : feed.entries) {
    if (const Result<Url> url = Url::Parse(entry.link); url.ok()) {
      ++count[RegistrableDomain(url->host())];
    }
  }
  for (const auto& [domain, links] : count) {
    if (static_cast<double>(links) >= kMostLinks * static_cast<double>(feed.entries.size())) {
      return domain;
    }
  }
  return {};
}

}  // namespace

FeedSigns SignsOf(const Page& page, const Feed& feed, bool gap) {
  constexpr std::size_t kEnough = std::size_t{16} << 10U;
  FeedSigns signs;
  signs.entries = feed.entries.size();
  signs.gap = gap;
  signs.domain = RegistrableDomain(page.url.host());
  signs.link_domain = MostLinked(feed);
  signs.certificate = page.certificate_digest;
  std::string words;
  for (const Entry& entry : feed.entries) {
    if (words.size() < kEnough) {
      words += entry.title + ". ";
    }
    if (entry.published) {
      signs.newest = std::max(signs.newest.value_or(*entry.published), *entry.published);
      signs.oldest = std::min(signs.oldest.value_or(*entry.published), *entry.published);
    }
  }
  signs.language = words.size() >= kLanguageBytes ? DetectLanguage(words) : "";
  return signs;
}

std::vector<Trouble> JudgeFeed(Json& usual, const FeedSigns& seen, Time now) {
  std::vector<Trouble> fresh;
  bool well = true;
  if (usual["polls"].AsInt() >= kLearningPolls) {
    std::vector<Sign> signs = {{"yield", YieldFell(usual, seen)},
                               {"language", LanguageJumped(usual, seen)},
                               {"date", DatesJumped(usual, seen, now)},
                               {"domain", DomainChanged(usual, seen)}};
    well = std::all_of(signs.begin(), signs.end(),
                       [](const Sign& sign) { return sign.reason.empty(); });
    // A feed that became another one has nothing in common with the last poll: no gap of its own.
    signs.push_back({"gap", well ? Gap(usual, seen) : "", Severity::kLow});
    signs.push_back({"certificate", CertificateChanged(usual, seen), Severity::kLow});
    fresh = Untold(usual, signs, now);
  }
  const bool untold = std::any_of(fresh.begin(), fresh.end(), [](const Trouble& trouble) {
    return trouble.kind == "certificate";
  });
  LearnFeed(usual, seen, well);
  if (!untold) {  // until it is told it stays strange
    Learn(usual, "certificates", seen.certificate);
  }
  return fresh;
}

void MarkTold(Json& usual, const Trouble& trouble) {
  Json told = usual["told"];
  told.Set(trouble.kind, FormatTime(trouble.since));
  usual.Set("told", std::move(told));
}

std::optional<Trouble> JudgeArticle(const Page& page, const Article& article, const Version* last,
                                    Time now) {
  if (last == nullptr || WordOverlap(last->article.Text(), article.Text()) >= kSameText) {
    return std::nullopt;
  }
  // What a page declares of itself is often the template's.
  const std::string before = DetectLanguage(last->article.Text());
  const std::string after = DetectLanguage(article.Text());
  if (!before.empty() && !after.empty() && before != after) {
    return Trouble{"language",
                   fmt::format("language jump: an article that was in {} is in {}", before, after),
                   Severity::kMedium, now};
  }
  const Result<Url> home = Url::Parse(last->article.url);
  const std::string here = RegistrableDomain(page.url.host());
  if (home.ok() && RegistrableDomain(home->host()) != here) {
    return Trouble{"domain",
                   fmt::format("domain change: an article of {} leads to another text on {}",
                               RegistrableDomain(home->host()), here),
                   Severity::kMedium, now};
  }
  return std::nullopt;
}

Result<Json> Signs::Read(const std::string& key) const {
  const std::optional<std::string> kept = CW_TRY(store_.GetState(key));
  return kept ? Json::Parse(*kept).value_or(Json()) : Json();
}

Result<std::vector<Trouble>> Signs::NoteFeed(std::string_view source, const FeedSigns& seen,
                                             Time now) {
  const std::string key = "signs/" + std::string(source);
  Json usual = CW_TRY(Read(key));
  std::vector<Trouble> troubles = JudgeFeed(usual, seen, now);
  CW_TRY(store_.PutState({{key, usual.Dump()}}));
  return troubles;
}

// --- texts ---------------------------------------------------------------------------------------

namespace {

// Articles of other titles that have this text.
std::size_t OthersWith(const Json::Array& texts, std::string_view text, std::string_view title) {
  std::set<std::string_view> others;
  for (const Json& one : texts) {
    if (one["text"].AsString() == text && one["title"].AsString() != title) {
      others.insert(one["title"].AsString());
    }
  }
  return others.size();
}

}  // namespace

Result<std::optional<Trouble>> Signs::NoteText(std::string_view source, const Subject& subject,
                                               const Article& article, Time now) {
  const std::string key = std::string(kTextsKey) + std::string(source);
  const std::string text = Hex(Sha256(article.Text())).substr(0, kTextDigits);
  const Json record = CW_TRY(Read(key));
  Json::Array texts = record["texts"].Items();
  std::erase_if(texts, [&](const Json& one) { return one["name"].AsString() == subject.name; });
  const std::size_t count = OthersWith(texts, text, subject.title);
  texts.push_back(Json::Of({{"text", text}, {"name", subject.name}, {"title", subject.title}}));
  if (texts.size() > kMostTexts) {
    texts.erase(texts.begin());
  }
  CW_TRY(store_.PutState({{key, Json::Of({{"texts", Json(std::move(texts))}}).Dump()}}));
  if (count < (subject.known ? 1U : 2U)) {
    return std::optional<Trouble>();
  }
  return std::optional<Trouble>(
      Trouble{"uniform",
              fmt::format("uniform text: {} articles have one and the same text, \"{}\"", count + 1,
                          Ellipsize(EscapeControls(article.Text()), 80)),
              Severity::kMedium, now});
}

Result<bool> Signs::WasTold(std::string_view source, std::string_view kind) const {
  const Json usual = CW_TRY(Read("signs/" + std::string(source)));
  return usual["told"].Has(kind);
}

Status Signs::MarkTold(std::string_view source, const Trouble& trouble) {
  const std::string key = "signs/" + std::string(source);
  Json usual = CW_TRY(Read(key));
  claimwatch::MarkTold(usual, trouble);
  return store_.PutState({{key, usual.Dump()}});
}

Result<bool> Signs::IsNews(std::string_view source, const Trouble& trouble, Time now) {
  const std::string key = "told/" + std::string(source);
  Json told = CW_TRY(Read(key));
  const std::optional<Time> last = ParseTime(told[trouble.kind].AsString());
  // A clock that was set back must not silence it until the old time comes again.
  const bool told_lately = last && now - *last < kTellAgain && *last - now < kTellAgain;
  if (told_lately) {
    return false;
  }
  told.Set(trouble.kind, FormatTime(now));
  CW_TRY(store_.PutState({{key, told.Dump()}}));
  return true;
}

}  // namespace claimwatch
