#include "plugins/read/lexicon.h"

#include <algorithm>
#include <optional>

#include "core/embedded.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestPhrase = 8;  // tokens

struct TagName {
  std::string_view name;
  Tag tag;
};

constexpr TagName kTags[] = {{"num", Tag::kNumber},
                             {"ord", Tag::kOrdinal},
                             {"scale", Tag::kScale},
                             {"frac", Tag::kFraction},
                             {"group", Tag::kGroup},
                             {"vague", Tag::kVague},
                             {"mult", Tag::kMultiple},
                             {"unit", Tag::kUnit},
                             {"cur", Tag::kCurrency},
                             {"month", Tag::kMonth},
                             {"weekday", Tag::kWeekday},
                             {"period", Tag::kPeriod},
                             {"deictic", Tag::kDeictic},
                             {"before", Tag::kBefore},
                             {"after", Tag::kAfter},
                             {"up", Tag::kUp},
                             {"down", Tag::kDown},
                             {"label", Tag::kLabel},
                             {"name", Tag::kName},
                             {"per", Tag::kPer},
                             {"to", Tag::kTo},
                             {"between", Tag::kBetween},
                             {"from", Tag::kFrom},
                             {"and", Tag::kAnd},
                             {"half", Tag::kHalf},
                             {"minus", Tag::kMinus},
                             {"point", Tag::kPoint},
                             {"of", Tag::kOf},
                             {"article", Tag::kArticle},
                             {"stop", Tag::kStop},
                             {"verb", Tag::kVerb},
                             {"prep", Tag::kPreposition},
                             {"noun", Tag::kNoun},
                             {"frame", Tag::kFrame},
                             {"class", Tag::kClassifier},
                             {"agency", Tag::kAgency},
                             {"meridiem", Tag::kMeridiem},
                             {"ellipsis", Tag::kEllipsis},
                             {"compound", Tag::kCompound},
                             {"contest", Tag::kContest}};

std::optional<Tag> TagOf(std::string_view name) {
  for (const TagName& row : kTags) {
    if (row.name == name) {
      return row.tag;
    }
  }
  return std::nullopt;
}

// "доллар{,а}" → "доллар", "доллара". One pair of braces is enough for endings.
std::vector<std::string> Expand(std::string_view surface) {
  const std::size_t open = surface.find('{');
  const std::size_t close = surface.find('}', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    return {std::string(surface)};
  }
  std::vector<std::string> out;
  for (const std::string_view ending : Split(surface.substr(open + 1, close - open - 1), ',')) {
    const std::string whole = std::string(surface.substr(0, open)) + std::string(ending) +
                              std::string(surface.substr(close + 1));
    for (std::string& one : Expand(whole)) {
      out.push_back(std::move(one));
    }
  }
  return out;
}

constexpr std::size_t kLongestAscii = 32;

// Lower case into `buffer`; false when the word is long or not ASCII.
bool FoldAscii(std::string_view word, std::array<char, kLongestAscii>& buffer) {
  if (word.size() > buffer.size()) {
    return false;
  }
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (static_cast<unsigned char>(c) >= 128) {
      return false;
    }
    buffer[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return true;
}

// Words are short and the tables are ours: a plain multiplicative hash is enough.
std::size_t HashOf(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : word) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return static_cast<std::size_t>(hash ^ (hash >> 32U));
}

std::uint64_t StepKey(std::uint32_t node, std::uint32_t word) {
  return (std::uint64_t{node} << 32U) | word;
}

constexpr std::uint64_t kAllTags = ~std::uint64_t{0};
// What a text in another script borrows from English: "5 km", "US$3bn", "NASDAQ up 3 percent".
constexpr std::uint64_t kBorrowed = Mask(Tag::kUnit) | Mask(Tag::kCurrency) | Mask(Tag::kScale) |
                                    Mask(Tag::kPer) | Mask(Tag::kMeridiem) | Mask(Tag::kMonth);

constexpr std::string_view kLanguages[] = {"", "en", "zh", "ru", "kk", "fr", "de", "es"};

template <std::size_t kIndex>
const Lexicon& Loaded() {
  static const Lexicon lexicon(kLanguages[kIndex]);
  return lexicon;
}

using Loader = const Lexicon& (*)();
constexpr Loader kLoaders[] = {Loaded<0>, Loaded<1>, Loaded<2>, Loaded<3>,
                               Loaded<4>, Loaded<5>, Loaded<6>, Loaded<7>};

}  // namespace

const Lexicon& Lexicon::For(std::string_view language) {
  for (std::size_t i = 1; i < std::size(kLanguages); ++i) {
    if (language.substr(0, language.find('-')) == kLanguages[i]) {
      return kLoaders[i]();
    }
  }
  return kLoaders[0]();
}

Lexicon::Lexicon(std::string_view language) : language_(language) {
  nodes_.emplace_back();
  slots_.assign(16384, 0);
  words_.emplace_back();
  masks_.push_back(0);
  starts_.push_back(0);
  // The first table wins: our own words, then the signs of all languages, then what CLDR says.
  if (!language.empty()) {
    Load(language_ + "/figures.tsv", kAllTags);
    Load(language_ + "/nouns.tsv", kAllTags);
  }
  Load("common/figures.tsv", kAllTags);
  if (!language.empty()) {
    Load(language_ + "/cldr.tsv", kAllTags);
  }
  if (language != "en" && language != "fr" && language != "de" && language != "es") {
    Load("en/figures.tsv", kBorrowed);
    Load("en/cldr.tsv", kBorrowed);
  }
}

void Lexicon::Load(std::string_view file, std::uint64_t tags) {
  for (const std::string_view line : Split(Embedded(file), '\n')) {
    const std::size_t first = line.find('\t');
    if (line.empty() || line.front() == '#' || first == std::string_view::npos) {
      continue;
    }
    const std::size_t second = std::min(line.find('\t', first + 1), line.size());
    const std::optional<Tag> tag = TagOf(line.substr(0, first));
    const bool letter =
        tag == Tag::kCurrency && second == first + 2 &&
        IsLetter(static_cast<unsigned char>(line[first + 1]));  // "P 500" is no pula
    if (tag && !letter && (tags & Mask(*tag)) != 0) {
      AddRow(*tag, line.substr(first + 1, second - first - 1),
             second < line.size() ? line.substr(second + 1) : std::string_view());
    }
  }
}

namespace {

// Small letters of French and Spanish without their accents; capitals are often printed so.
std::string WithoutAccents(std::string_view word) {
  constexpr std::u32string_view kAccented = U"àâáçéèêëíîïóôöúùûüñ";
  constexpr std::string_view kPlain = "aaaceeeeiiiooouuuun";
  static_assert(kAccented.size() == kPlain.size());
  std::string plain;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t point = NextCodePoint(word, at);
    const std::size_t found = kAccented.find(point);
    AppendCodePoint(
        found == std::u32string_view::npos ? point : static_cast<unsigned char>(kPlain[found]),
        plain);
  }
  return plain;
}

constexpr std::uint64_t kWithoutAccents =
    Mask(Tag::kNumber) | Mask(Tag::kOrdinal) | Mask(Tag::kFraction) | Mask(Tag::kCompound);

}  // namespace

void Lexicon::AddRow(Tag tag, std::string_view surface, std::string_view value) {
  LexiconEntry entry;
  entry.tag = tag;
  entry.alone = value.ends_with('!');
  value.remove_suffix(entry.alone ? 1 : 0);
  entry.value = value;
  entry.number = Decimal::Parse(value).value_or(Decimal());
  const bool plain = (language_ == "fr" || language_ == "es") && (Mask(tag) & kWithoutAccents) != 0;
  for (const std::string_view alternative : Split(surface, '|')) {
    for (std::string& one : Expand(alternative)) {
      entry.surface = strings_.emplace_back(std::move(one));
      AddSurface(entry.surface, entry);
      if (plain && AsciiPrefix(entry.surface) != entry.surface.size()) {
        entry.surface = strings_.emplace_back(WithoutAccents(entry.surface));
        AddSurface(entry.surface, entry);
      }
    }
  }
  if (tag == Tag::kCurrency && value.size() == 3) {
    entry.surface = value;
    AddSurface(value, entry);
  }
}

void Lexicon::AddSurface(std::string_view surface, const LexiconEntry& entry) {
  std::vector<Token> tokens;
  Tokenize(surface, {0, surface.size()}, tokens);
  if (tokens.empty() || tokens.size() > kLongestPhrase) {
    return;
  }
  std::uint32_t node = 0;
  std::string folded;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    FoldInto(surface.substr(tokens[i].start, tokens[i].end - tokens[i].start), folded);
    const std::uint32_t word = Intern(folded);
    if (i == 0) {
      masks_[word] |= Mask(entry.tag);
    }
    const auto [step, fresh] =
        steps_.try_emplace(StepKey(node, word), static_cast<std::uint32_t>(nodes_.size()));
    if (fresh) {
      nodes_[node].goes_on = true;
      nodes_.emplace_back();
      if (i == 0) {
        starts_[word] = step->second;
      }
    }
    node = step->second;
  }
  for (const LexiconEntry& old : nodes_[node].entries) {
    if (old.tag == entry.tag && old.surface == entry.surface) {
      return;  // the first table wins
    }
  }
  nodes_[node].entries.push_back(entry);
}

std::size_t Lexicon::SlotOf(std::string_view folded) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = HashOf(folded) & mask;
  while (slots_[slot] != 0 && words_[slots_[slot] - 1] != folded) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

void Lexicon::Grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::uint32_t id = 1; id < words_.size(); ++id) {
    slots_[SlotOf(words_[id])] = id + 1;
  }
}

std::uint32_t Lexicon::Intern(std::string_view folded) {
  std::size_t slot = SlotOf(folded);
  if (slots_[slot] != 0) {
    return slots_[slot] - 1;
  }
  if (words_.size() * 2 > slots_.size()) {
    Grow();
    slot = SlotOf(folded);
  }
  const auto id = static_cast<std::uint32_t>(words_.size());
  words_.emplace_back(strings_.emplace_back(folded));
  slots_[slot] = id + 1;
  masks_.push_back(0);
  starts_.push_back(0);
  return id;
}

std::uint32_t Lexicon::IdOf(std::string_view folded) const {
  const std::uint32_t found = slots_[SlotOf(folded)];
  return found == 0 ? 0 : found - 1;
}

void Lexicon::Identify(std::string_view text, std::vector<Token>& tokens) const {
  std::array<char, kLongestAscii> buffer{};
  std::string folded;
  for (Token& token : tokens) {
    const std::string_view word = text.substr(token.start, token.end - token.start);
    // Only short digits stand in the tables: "m2", "24/7".
    const bool number = token.kind == TokenKind::kDigits && word.size() > 2;
    if (number || token.kind == TokenKind::kBreak) {
      continue;
    }
    if (FoldAscii(word, buffer)) {
      token.id = IdOf({buffer.data(), word.size()});
    } else {
      FoldInto(word, folded);
      token.id = IdOf(folded);
    }
  }
}

namespace {

// The entry of kind `tag` that is spelled as in the text, else the first one; nullptr for none.
const LexiconEntry* BestOf(const std::vector<LexiconEntry>& entries, Tag tag,
                           std::string_view spelled) {
  const LexiconEntry* best = nullptr;
  for (const LexiconEntry& entry : entries) {
    if (entry.tag == tag &&
        (best == nullptr || (best->surface != spelled && entry.surface == spelled))) {
      best = &entry;
    }
  }
  return best;
}

}  // namespace

Lexicon::Match Lexicon::Find(std::string_view text, const std::vector<Token>& tokens,
                             std::size_t at, Tag tag) const {
  Match match;
  if (at >= tokens.size() || !Begins(tokens[at].id, tag)) {
    return match;
  }
  std::uint32_t node = starts_[tokens[at].id];
  for (std::size_t i = at + 1;; ++i) {
    const std::string_view spelled =
        text.substr(tokens[at].start, tokens[i - 1].end - tokens[at].start);
    const LexiconEntry* best = BestOf(nodes_[node].entries, tag, spelled);
    match = best != nullptr ? Match{best, i} : match;
    if (i >= tokens.size() || tokens[i].id == 0 || !nodes_[node].goes_on) {
      return match;
    }
    const auto step = steps_.find(StepKey(node, tokens[i].id));
    if (step == steps_.end()) {
      return match;
    }
    node = step->second;
  }
}

const LexiconEntry* Lexicon::Whole(std::string_view folded, Tag tag) const {
  const std::uint32_t id = IdOf(folded);
  if (!Begins(id, tag)) {
    return nullptr;
  }
  for (const LexiconEntry& entry : nodes_[starts_[id]].entries) {
    if (entry.tag == tag) {
      return &entry;
    }
  }
  return nullptr;
}

Lexicon::Match Lexicon::FindBefore(std::string_view text, const std::vector<Token>& tokens,
                                   std::size_t at, Tag tag) const {
  const std::size_t first = at > kLongestPhrase ? at - kLongestPhrase : 0;
  for (std::size_t i = first; i < at; ++i) {
    std::uint32_t node = Begins(tokens[i].id, tag) ? starts_[tokens[i].id] : 0;
    for (std::size_t k = i + 1; k < at && node != 0; ++k) {
      const auto step = steps_.find(StepKey(node, tokens[k].id));
      node = step == steps_.end() || tokens[k].id == 0 ? 0 : step->second;
    }
    if (node == 0) {
      continue;
    }
    const std::string_view spelled =
        text.substr(tokens[i].start, tokens[at - 1].end - tokens[i].start);
    if (const LexiconEntry* best = BestOf(nodes_[node].entries, tag, spelled)) {
      return {best, i};
    }
  }
  return {};
}

}  // namespace claimwatch
