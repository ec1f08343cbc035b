#include "core/article.h"

#include "core/digest.h"
#include "core/text.h"

namespace claimwatch {

std::string Article::Text() const {
  return Join(paragraphs, "\n\n");
}

std::string Article::Byline() const {
  return Join(authors, ", ");
}

std::string TextHash(const Article& article) {
  return TaggedHex(Sha256(article.title + "\n\n" + article.Text()));
}

}  // namespace claimwatch
