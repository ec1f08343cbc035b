#include "plugins/read/stem.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <libstemmer.h>

#include "core/text.h"

namespace claimwatch {
namespace {

struct CloseStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

using SnowballStemmer = std::unique_ptr<sb_stemmer, CloseStemmer>;

std::string Run(sb_stemmer* stemmer, const std::string& word) {
  if (stemmer == nullptr || word.size() > 64) {
    return word;
  }
  const auto* symbols = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stem = sb_stemmer_stem(stemmer, symbols, static_cast<int>(word.size()));
  const int length = sb_stemmer_length(stemmer);
  return stem != nullptr
             ? std::string(reinterpret_cast<const char*>(stem), static_cast<std::size_t>(length))
             : word;
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// British endings and their American ones. Both sides of a comparison pass here, so an over-eager
// one does no harm.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSpellings = {
    {{"our", "or"},
     {"isation", "ization"},
     {"ising", "izing"},
     {"ised", "ized"},
     {"ise", "ize"},
     {"tre", "ter"},
     {"ogue", "og"},
     {"mme", "m"},
     {"elled", "eled"}}};

}  // namespace

std::string PlainWord(std::string_view word) {
  std::string plain = LowerCase(word);
  const bool ascii = std::all_of(plain.begin(), plain.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) {
    ReplaceAll(plain, "ё", "е");
    return plain;
  }
  if (plain.size() >= 6) {
    for (const auto& [british, american] : kSpellings) {
      ReplaceAll(plain, british, american);
    }
  }
  return plain;
}

std::string StemOf(std::string_view word) {
  thread_local const SnowballStemmer english{sb_stemmer_new("english", "UTF_8")};
  thread_local const SnowballStemmer russian{sb_stemmer_new("russian", "UTF_8")};
  const std::string plain = PlainWord(word);
  if (plain.empty()) {
    return plain;
  }
  std::size_t at = 0;
  const char32_t first = NextCodePoint(plain, at);
  // "reportedly" is another word than "reporters", although its stem is theirs.
  if (plain.ends_with("edly")) {
    return plain;
  }
  if (IsCyrillic(first)) {
    return Run(russian.get(), plain);
  }
  return first < 0x250 ? Run(english.get(), plain) : plain;
}

}  // namespace claimwatch
