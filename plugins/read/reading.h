// The reader: an article as sentences, clauses, figures, entities and quotes.
#pragma once

#include <string_view>

#include "core/article.h"
#include "core/reading.h"

namespace claimwatch {

// Reads `article.Text()`. An empty `article.language` is detected. Pure and thread-safe; time is
// linear in the text, of which at most 400 KiB are read (the rest stays unread: no news article is
// longer).
Reading ReadArticle(const Article& article);

// A plain text as an article: paragraphs end at line breaks. A first line that is short, without a
// final mark and followed by more text is the title.
Article ArticleFromText(std::string_view text);

}  // namespace claimwatch
