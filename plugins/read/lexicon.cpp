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

void Lexicon::AddRow(Tag tag, std::string_view surface, std::string_view value) {
  Entry entry;
  entry.tag = tag;
  entry.alone = value.ends_with('!');
  value.remove_suffix(entry.alone ? 1 : 0);
  entry.value = value;
  entry.number = Decimal::Parse(value).value_or(Decimal());
  for (const std::string_view alternative : Split(surface, '|')) {
    for (std::string& one : Expand(alternative)) {
      entry.surface = strings_.emplace_back(std::move(one));
      AddSurface(entry.surface, entry);
    }
  }
  if (tag == Tag::kCurrency && value.size() == 3) {
    entry.surface = value;
    AddSurface(value, entry);
  }
}

void Lexicon::AddSurface(std::string_view surface, const Entry& entry) {
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
      nodes_.emplace_back();
      if (i == 0) {
        starts_[word] = step->second;
      }
    }
    node = step->second;
  }
  for (const Entry& old : nodes_[node].entries) {
    if (old.tag == entry.tag && old.surface == entry.surface) {
      return;  // the first table wins
    }
  }
  nodes_[node].entries.push_back(entry);
}

std::uint32_t Lexicon::Intern(std::string_view folded) {
  const auto found = ids_.find(folded);
  if (found != ids_.end()) {
    return found->second;
  }
  const auto id = static_cast<std::uint32_t>(masks_.size());
  ids_.emplace(strings_.emplace_back(folded), id);
  masks_.push_back(0);
  starts_.push_back(0);
  return id;
}

std::uint32_t Lexicon::IdOf(std::string_view folded) const {
  const auto found = ids_.find(folded);
  return found == ids_.end() ? 0 : found->second;
}

void Lexicon::Identify(std::string_view text, std::vector<Token>& tokens) const {
  std::string folded;
  for (Token& token : tokens) {
    if (token.kind == TokenKind::kDigits || token.kind == TokenKind::kBreak) {
      continue;
    }
    FoldInto(text.substr(token.start, token.end - token.start), folded);
    token.id = IdOf(folded);
  }
}

Lexicon::Match Lexicon::Find(std::string_view text, const std::vector<Token>& tokens,
                             std::size_t at, Tag tag) const {
  Match match;
  if (at >= tokens.size() || !Begins(tokens[at].id, tag)) {
    return match;
  }
  std::uint32_t node = starts_[tokens[at].id];
  for (std::size_t i = at + 1;; ++i) {
    const Entry* best = nullptr;
    const std::string_view spelled =
        text.substr(tokens[at].start, tokens[i - 1].end - tokens[at].start);
    for (const Entry& entry : nodes_[node].entries) {
      if (entry.tag == tag &&
          (best == nullptr || (best->surface != spelled && entry.surface == spelled))) {
        best = &entry;
      }
    }
    match = best != nullptr ? Match{best, i} : match;
    if (i >= tokens.size() || tokens[i].id == 0) {
      return match;
    }
    const auto step = steps_.find(StepKey(node, tokens[i].id));
    if (step == steps_.end()) {
      return match;
    }
    node = step->second;
  }
}

const Entry* Lexicon::Whole(std::string_view folded, Tag tag) const {
  const std::uint32_t id = IdOf(folded);
  if (!Begins(id, tag)) {
    return nullptr;
  }
  for (const Entry& entry : nodes_[starts_[id]].entries) {
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
    const Entry* best = nullptr;
    for (const Entry& entry : nodes_[node].entries) {
      if (entry.tag == tag &&
          (best == nullptr || (best->surface != spelled && entry.surface == spelled))) {
        best = &entry;
      }
    }
    if (best != nullptr) {
      return {best, i};
    }
  }
  return {};
}

}  // namespace claimwatch
