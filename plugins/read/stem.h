// Word stems, so that one table row serves every form of a word. libstemmer's door.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// The stem of a word by its script (Latin: English, Cyrillic: Russian; others stay): lower case,
// British spelling as American, ё as е. From any thread: a stemmer of libstemmer writes into
// itself, so each thread has its own.
std::string StemOf(std::string_view word);

// Lower case, one spelling: "Neighbour" → "neighbor", "Programme" → "program", "ещё" → "еще".
std::string PlainWord(std::string_view word);

}  // namespace claimwatch
