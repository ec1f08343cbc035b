#include "plugins/extract/word_table.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxWords = 24;
constexpr std::size_t kMaxElementKeys = 24;
constexpr std::size_t kShortText = 40;

void AddKey(std::string key, std::vector<std::string>& keys) {
  if (keys.size() < kMaxElementKeys && std::find(keys.begin(), keys.end(), key) == keys.end()) {
    keys.push_back(std::move(key));
  }
}

bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}

bool IsUpperAscii(char c) {
  return c >= 'A' && c <= 'Z';
}

void EndWord(std::string& word, bool machine, std::vector<std::string>& keys) {
  if (word.size() > 3 && word.size() <= 21 && !machine) {
    AddKey(word, keys);
  }
  word = "c";
}

// "articleBody__text-3 css-x9" → article, body, text, css.
void AddNames(std::string_view names, std::vector<std::string>& keys) {
  std::string word = "c";
  bool machine = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const char c = names[i];
    const bool hump = IsUpperAscii(c) && i > 0 && IsLower(names[i - 1]);
    if (hump || !(IsLower(c) || IsUpperAscii(c) || (c >= '0' && c <= '9'))) {
      EndWord(word, machine, keys);
      machine = false;
    }
    if (c >= '0' && c <= '9') {
      machine = true;
    } else if (IsLower(c) || IsUpperAscii(c)) {
      word += static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
    }
  }
  EndWord(word, machine, keys);
}

// Adds a character to the word it belongs to: a letter, a digit (any number of them is "0"), or an
// apostrophe, which is left out. False: it ends the word.
bool ExtendWord(char32_t point, std::string& word) {
  if (point < 0x80 && (point | 0x20U) >= 'a' && (point | 0x20U) <= 'z') {
    word += static_cast<char>(point | 0x20U);
    return true;
  }
  if (IsLetter(point)) {
    AppendCodePoint(point, word);
    return true;
  }
  if (IsDigit(point)) {
    word += word.ends_with('0') ? "" : "0";
    return true;
  }
  return point == U'’' || point == '\'';
}

// Words of ASCII were put in lower case as they were read.
std::string InLowerCase(std::string word) {
  const bool ascii = std::all_of(word.begin(), word.end(),
                                 [](char c) { return static_cast<signed char>(c) >= 0; });
  return ascii ? std::move(word) : LowerCase(word);
}

// Lower-case words of letters, each ideograph one; digits read as "0".
std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  std::size_t at = 0;
  while (at < text.size() && words.size() <= kMaxWords) {
    const char32_t point = NextCodePoint(text, at);
    const bool ends = !ExtendWord(point, word) || (point >= 0x2E80 && IsCjk(point));
    if (ends && !word.empty()) {
      words.push_back(InLowerCase(std::move(word)));
      word.clear();
    }
  }
  if (!word.empty()) {
    words.push_back(InLowerCase(std::move(word)));
  }
  return words;
}

}  // namespace

WordTable WordTable::Read(std::string_view tsv) {
  WordTable table;
  for (const std::string_view line : Split(tsv, '\n')) {
    const std::size_t tab = line.rfind('\t');
    float weight = 0;
    if (tab == std::string_view::npos) {
      continue;
    }
    const std::string_view number = line.substr(tab + 1);
    if (std::from_chars(number.data(), number.data() + number.size(), weight).ec == std::errc()) {
      table.weights_.emplace(line.substr(0, tab), weight);
    }
  }
  return table;
}

float WordTable::Weight(const std::string& key) const {
  const auto found = weights_.find(key);
  return found == weights_.end() ? 0.0F : found->second;
}

std::vector<std::string> ElementKeys(const Dom& dom, NodeId id) {
  std::vector<std::string> keys;
  const std::string_view name = TagName(dom[id].tag);
  if (!name.empty() && name != "div" && name != "html" && name != "body") {
    keys.push_back("c<" + std::string(name));
  }
  for (const std::string_view attribute :
       {"class", "id", "role", "itemprop", "data-component", "data-testid", "rel"}) {
    const std::string_view names = dom.Attribute(id, attribute);
    if (!names.empty()) {
      AddNames(names.substr(0, 256), keys);
    }
  }
  return keys;
}

std::vector<std::string> TextKeys(std::string_view text) {
  const std::vector<std::string> words = Words(text.substr(0, 400));
  std::vector<std::string> keys;
  if (words.empty()) {
    return keys;
  }
  keys.push_back("s" + words[0] + (words.size() > 1 ? " " + words[1] : ""));
  if (text.size() <= kShortText) {
    keys.push_back("t" + Join(words, " "));
  }
  for (const std::string& word : words) {
    keys.push_back("w" + word);
  }
  return keys;
}

}  // namespace claimwatch
