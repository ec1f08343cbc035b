// Word stems, so that one table row serves every form of a word. libstemmer's door.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace claimwatch {

// Not thread-safe: each reading makes its own (cheap).
class Stemmer {
 public:
  Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  ~Stemmer();

  // The stem of a word by its script (Latin: English, Cyrillic: Russian; others stay): lower case,
  // British spelling as American, ё as е.
  std::string Stem(std::string_view word) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

// Lower case, one spelling: "Neighbour" → "neighbor", "Programme" → "program", "ещё" → "еще".
std::string PlainWord(std::string_view word);

}  // namespace claimwatch
