#include "plugins/read/terms.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/figure.h"
#include "plugins/read/figure.h"
#include "plugins/read/han_variant.h"
#include "plugins/read/stem.h"
#include "plugins/read/token.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostTerms = 64;  // of a query

// A word that a key is made of, or a paragraph's end.
bool IsCounted(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kDigits ||
         token.kind == TokenKind::kHan;
}

std::string KeyOf(const Token& token, std::string_view text) {
  const std::string_view word = text.substr(token.start, token.end - token.start);
  std::string key;
  switch (token.kind) {
    case TokenKind::kHan:
      AppendCodePoint(SimplifiedHan(token.point), key);
      break;
    case TokenKind::kDigits:
      AppendAsciiDigits(word, key);
      break;
    default:
      key = StemOf(word);
  }
  return key.substr(0, kMostKeyBytes);
}

void AddValue(const Decimal& value, const Figure& figure, std::vector<std::string>& keys) {
  const std::string key = "#" + value.ToString();
  keys.push_back(key);
  if (figure.unit == "%") {
    keys.push_back(key + "%");
  }
}

// A date is also found without its year.
void AddDate(std::string_view when, std::vector<std::string>& keys) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kDay = 10;
  keys.push_back("#" + std::string(when));
  if (when.size() == kDay && !when.starts_with("XXXX")) {
    keys.push_back("#XXXX" + std::string(when.substr(kYear)));
  }
}

// Every key that a figure in a text can be found by.
std::vector<std::string> KeysOf(const Figure& figure) {
  std::vector<std::string> keys;
  for (const std::string& when : {figure.when, figure.when_high}) {
    if (!when.empty()) {
      AddDate(when, keys);
    }
  }
  if (figure.when.empty()) {
    AddValue(figure.value, figure, keys);
    if (figure.high) {
      AddValue(*figure.high, figure, keys);
    }
  }
  return keys;
}

// The key that a figure in a query asks for: percent only when it says so.
std::string AskedKey(const Figure& figure) {
  return figure.when.empty() ? "#" + figure.value.ToString() + (figure.unit == "%" ? "%" : "")
                             : "#" + figure.when;
}

bool IsHanKey(const std::vector<std::string>& keys) {
  std::size_t at = 0;
  return keys.size() == 1 && IsHan(NextCodePoint(keys.front(), at)) && at == keys.front().size();
}

}  // namespace

SearchText::SearchText(std::string_view text, std::string_view language, Figures figures) {
  AddWords(text);
  if (figures == Figures::kRead) {
    AddFigures(text, language);
  }
}

void SearchText::AddWords(std::string_view text) {
  std::vector<Token> tokens;
  Tokenize(text, {0, text.size()}, tokens);
  std::unordered_map<std::string_view, std::string> stems;  // most words come again
  std::uint32_t place = 0;
  std::string pair;  // the Han character just before, if one is
  for (const Token& token : tokens) {
    if (!IsCounted(token)) {
      place += token.kind == TokenKind::kBreak ? 1 : 0;
      pair.clear();
      continue;
    }
    std::string& key = stems[text.substr(token.start, token.end - token.start)];
    if (key.empty()) {
      key = KeyOf(token, text);
    }
    const bool han = token.kind == TokenKind::kHan;
    if (han && !pair.empty()) {
      pairs_.push_back(pair + key);
    }
    pair = han ? key : "";
    tokens_.push_back({place, place, {token.start, token.end}});
    places_[key].push_back(tokens_.back());
    ++place;
  }
}

void SearchText::AddFigures(std::string_view text, std::string_view language) {
  auto first = tokens_.begin();
  for (const Figure& figure : ReadFigures(text, language)) {
    first = std::find_if(first, tokens_.end(), [&](const TermPlace& token) {
      return token.span.end > figure.span.start;
    });
    const auto after = std::find_if(first, tokens_.end(), [&](const TermPlace& token) {
      return token.span.start >= figure.span.end;
    });
    if (first == after) {
      continue;  // signs only
    }
    for (const std::string& key : KeysOf(figure)) {
      places_[key].push_back({first->first, std::prev(after)->last, figure.span});
    }
  }
}

const std::vector<TermPlace>& SearchText::Places(const std::string& key) const {
  static const std::vector<TermPlace> none;
  const auto found = places_.find(key);
  return found != places_.end() ? found->second : none;
}

std::vector<std::string> SearchText::Keys() const {
  std::vector<std::string> keys = pairs_;
  for (const auto& [key, places] : places_) {
    keys.push_back(key);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

namespace {

// The stemmer takes "Петров" for a form of "Пётр", and "Петрова" not: a surname is asked for by
// both.
std::vector<std::string> WithSurname(std::string key, std::string_view word) {
  static constexpr std::string_view kEnds[] = {"ов", "ев", "ёв", "ин", "ын"};
  const auto ends = [](std::string_view text) {
    return std::any_of(std::begin(kEnds), std::end(kEnds),
                       [text](std::string_view end) { return text.ends_with(end); });
  };
  std::vector<std::string> keys = {key};
  const std::string other = ends(word)  ? StemOf(std::string(word) + "а")
                            : ends(key) ? StemOf(key)
                                        : key;
  if (other != key) {
    keys.push_back(other);
  }
  return keys;
}

// The terms of a query with their places in it.
class QueryReader {
 public:
  QueryReader(std::string_view query, std::string_view language)
      : query_(query),
        figures_(ReadFigures(query, language)) {
    Tokenize(query, {0, query.size()}, tokens_);
  }

  std::vector<SearchPhrase> Read() {
    for (std::size_t i = 0; i < tokens_.size() && terms_ < kMostTerms; ++i) {
      const Token& token = tokens_[i];
      if (IsMark(token)) {
        Close();
        quoted_ = !quoted_;
      } else if (IsCounted(token)) {
        AddTerm(i);
      } else if (!quoted_) {
        Close();
      }
    }
    Close();
    return std::move(phrases_);
  }

 private:
  static bool IsMark(const Token& token) {
    constexpr std::u32string_view kMarks = U"\"“”„«»「」";
    return token.kind == TokenKind::kSymbol &&
           kMarks.find(token.point) != std::u32string_view::npos;
  }

  // The figure whose words begin at this token; moves `i` to its last one.
  std::vector<std::string> FigureAt(std::size_t& i) const {
    const Token& token = tokens_[i];
    const auto figure = std::find_if(figures_.begin(), figures_.end(), [&](const Figure& one) {
      return one.span.start <= token.start && token.start < one.span.end;
    });
    if (figure == figures_.end()) {
      const std::string_view word = query_.substr(token.start, token.end - token.start);
      return WithSurname(KeyOf(token, query_), word);
    }
    std::vector<std::string> keys = {AskedKey(*figure)};
    const std::size_t start = i;
    while (i + 1 < tokens_.size() && tokens_[i + 1].start < figure->span.end) {
      ++i;
    }
    if (i == start) {
      keys.push_back(KeyOf(token, query_));  // "2025" also where it is no figure
    }
    return keys;
  }

  void AddTerm(std::size_t& i) {
    const bool glued = quoted_ || (tokens_[i].kind == TokenKind::kHan && !tokens_[i].space);
    std::vector<std::string> keys = FigureAt(i);
    if (!(glued && (quoted_ || IsHanKey(keys)))) {
      Close();
    }
    open_.terms.push_back(std::move(keys));
    ++terms_;
    if (!quoted_ && !IsHanKey(open_.terms.back())) {
      Close();
    }
  }

  void Close() {
    if (open_.terms.empty()) {
      return;
    }
    for (std::size_t i = 0; i < open_.terms.size(); ++i) {
      const bool pair =
          i + 1 < open_.terms.size() && IsHanKey(open_.terms[i]) && IsHanKey(open_.terms[i + 1]);
      if (pair) {
        open_.needs.push_back({open_.terms[i].front() + open_.terms[i + 1].front()});
      } else {
        open_.needs.push_back(open_.terms[i]);
      }
    }
    phrases_.push_back(std::exchange(open_, {}));
  }

  const std::string_view query_;
  const std::vector<Figure> figures_;
  std::vector<Token> tokens_;
  std::vector<SearchPhrase> phrases_;
  SearchPhrase open_;
  std::size_t terms_ = 0;
  bool quoted_ = false;
};

// Where one term stands, by any of its keys, in text order.
std::vector<TermPlace> PlacesOfAny(const SearchText& text, const std::vector<std::string>& keys) {
  std::vector<TermPlace> places;
  for (const std::string& key : keys) {
    const std::vector<TermPlace>& some = text.Places(key);
    places.insert(places.end(), some.begin(), some.end());
  }
  std::sort(places.begin(), places.end(), [](const TermPlace& a, const TermPlace& b) {
    return std::tie(a.first, a.last) < std::tie(b.first, b.last);
  });
  return places;
}

}  // namespace

std::vector<SearchPhrase> ReadSearch(std::string_view query, std::string_view language) {
  return QueryReader(query, language).Read();
}

std::vector<TermPlace> FindPhrase(const SearchText& text, const SearchPhrase& phrase) {
  std::vector<TermPlace> found;
  for (std::size_t i = 0; i < phrase.terms.size(); ++i) {
    const std::vector<TermPlace> places = PlacesOfAny(text, phrase.terms[i]);
    if (i == 0) {
      found = places;
      continue;
    }
    std::vector<TermPlace> longer;
    for (const TermPlace& begun : found) {
      const auto next = std::lower_bound(
          places.begin(), places.end(), begun.last + 1,
          [](const TermPlace& place, std::uint32_t least) { return place.first < least; });
      if (next != places.end() && next->first == begun.last + 1) {
        longer.push_back({begun.first, next->last, {begun.span.start, next->span.end}});
      }
    }
    found = std::move(longer);
  }
  // What begins at one place is one find: "3000" is a figure and a digit run.
  const auto more =
      std::unique(found.begin(), found.end(),
                  [](const TermPlace& a, const TermPlace& b) { return a.first == b.first; });
  found.erase(more, found.end());
  return found;
}

}  // namespace claimwatch
