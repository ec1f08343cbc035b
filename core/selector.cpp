#include "core/selector.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::string_view kSpace = " \t\n\r\f";

bool IsSpace(char c) {
  return kSpace.find(c) != std::string_view::npos;
}

// Letters, digits, '-', '_' and everything beyond ASCII.
bool IsNameChar(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80) != 0;
}

std::optional<AttributeMatch> MatchFor(char sign) {
  constexpr std::string_view kSigns = "=~|^$*";
  constexpr AttributeMatch kMatches[] = {AttributeMatch::kWhole,    AttributeMatch::kWord,
                                         AttributeMatch::kLanguage, AttributeMatch::kBegin,
                                         AttributeMatch::kEnd,      AttributeMatch::kPart};
  const std::size_t at = kSigns.find(sign);
  return at == std::string_view::npos ? std::nullopt : std::optional(kMatches[at]);
}

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  Result<std::vector<Selector>> List() {
    std::vector<Selector> list;
    do {
      if (list.size() == kMostSelectors) {
        return Wrong(fmt::format("more than {} selectors in a list", kMostSelectors));
      }
      list.push_back(CW_TRY(Complex()));
    } while (Take(','));
    if (at_ < text_.size()) {
      return Unknown();
    }
    return list;
  }

 private:
  Result<Selector> Complex() {
    Selector selector;
    SkipSpace();
    do {
      const bool child = !selector.empty() && Take('>');
      SkipSpace();
      if (selector.size() == kMostCompounds) {
        return Wrong(fmt::format("more than {} elements in a selector", kMostCompounds));
      }
      Compound compound = CW_TRY(One());
      compound.child_of_last = child;
      selector.push_back(std::move(compound));
      SkipSpace();
    } while (at_ < text_.size() && text_[at_] != ',');
    return selector;
  }

  Result<Compound> One() {
    Compound compound;
    const std::size_t start = at_;
    if (!Take('*')) {
      compound.element = AsciiLower(Name());
    }
    while (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == '#' || text_[at_] == '[')) {
      compound.tests.push_back(CW_TRY(Test()));
    }
    if (at_ == start) {
      return Unknown();
    }
    return compound;
  }

  Result<AttributeTest> Test() {
    const char kind = text_[at_++];
    if (kind == '[') {
      return Attribute();
    }
    AttributeTest test;
    test.name = kind == '.' ? "class" : "id";
    test.match = kind == '.' ? AttributeMatch::kWord : AttributeMatch::kWhole;
    test.value = Name();
    if (test.value.empty()) {
      return Wrong(fmt::format("a name is missing after '{}'", kind));
    }
    return test;
  }

  // Behind its bracket.
  Result<AttributeTest> Attribute() {
    AttributeTest test;
    SkipSpace();
    test.name = AsciiLower(Name());
    if (test.name.empty()) {
      return Wrong("the name of an attribute is missing after '['");
    }
    SkipSpace();
    if (Take(']')) {
      return test;
    }
    CW_TRY(Comparison(test));
    SkipSpace();
    test.ignore_case = Take('i') || Take('I');
    SkipSpace();
    if (!Take(']')) {
      return Wrong("']' is missing");
    }
    return test;
  }

  Status Comparison(AttributeTest& test) {
    const char sign = at_ < text_.size() ? text_[at_] : '\0';
    const std::optional<AttributeMatch> match = MatchFor(sign);
    at_ += match ? 1U : 0U;
    if (!match || (sign != '=' && !Take('='))) {
      return Wrong("']' or one of = ~= |= ^= $= *= is missing");
    }
    test.match = *match;
    SkipSpace();
    test.value = CW_TRY(Value());
    return Ok();
  }

  Result<std::string> Value() {
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '\'') {
      std::string name = Name();
      return name.empty() ? Result<std::string>(Wrong("a value is missing")) : name;
    }
    ++at_;
    std::string value;
    while (at_ < text_.size() && text_[at_] != quote) {
      at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? 1U : 0U;
      value += text_[at_++];
    }
    return Take(quote) ? Result<std::string>(value) : Wrong("the closing quote is missing");
  }

  // A backslash takes the sign behind it as it is: "md\:wide".
  std::string Name() {
    std::string name;
    while (at_ < text_.size() && (IsNameChar(text_[at_]) || text_[at_] == '\\')) {
      at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? 1U : 0U;
      name += text_[at_++];
    }
    return name;
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) {
      ++at_;
    }
  }

  bool Take(char c) {
    const bool there = at_ < text_.size() && text_[at_] == c;
    at_ += there ? 1U : 0U;
    return there;
  }

  Error Unknown() const {
    if (at_ >= text_.size()) {
      return Wrong("an element, a class or an attribute is missing");
    }
    const char c = text_[at_];
    if (c == ':') {
      return Wrong("pseudo-classes such as ':first-child' are not understood");
    }
    if (c == '+' || c == '~') {
      return Wrong("selection by siblings ('+', '~') is not understood");
    }
    return Wrong(fmt::format("'{}' is not understood", EscapeControls(std::string(1, c))));
  }

  Error Wrong(std::string_view what) const {
    return {Errc::kInvalid, fmt::format("{} (at byte {})", what, at_ + 1)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool HasWord(std::string_view words, std::string_view wanted) {
  while (!wanted.empty() && !words.empty()) {
    const std::size_t begin = std::min(words.find_first_not_of(kSpace), words.size());
    const std::size_t end = std::min(words.find_first_of(kSpace, begin), words.size());
    if (words.substr(begin, end - begin) == wanted) {
      return true;
    }
    words.remove_prefix(end);
  }
  return false;
}

bool Compare(AttributeMatch match, std::string_view text, std::string_view value) {
  const bool some = !value.empty();
  switch (match) {
    case AttributeMatch::kThere:
      return true;
    case AttributeMatch::kWhole:
      return text == value;
    case AttributeMatch::kWord:
      return HasWord(text, value);
    case AttributeMatch::kLanguage:
      return text == value || (text.starts_with(value) && text.substr(value.size(), 1) == "-");
    case AttributeMatch::kBegin:
      return some && text.starts_with(value);
    case AttributeMatch::kEnd:
      return some && text.ends_with(value);
    case AttributeMatch::kPart:
      return some && text.find(value) != std::string_view::npos;
  }
  return false;
}

}  // namespace

bool AttributeTest::Passes(std::string_view text) const {
  return ignore_case ? Compare(match, AsciiLower(text), AsciiLower(value))
                     : Compare(match, text, value);
}

Result<std::vector<Selector>> ParseSelectors(std::string_view text) {
  if (text.size() > kMostSelectorBytes) {
    return Error(Errc::kInvalid, fmt::format("longer than {} bytes", kMostSelectorBytes));
  }
  return SelectorParser(text).List();
}

}  // namespace claimwatch
