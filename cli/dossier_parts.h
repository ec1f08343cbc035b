// What a dossier and an archive page say in the same way: the look, and the facts of an article.
// Everything returned is markup; foreign words in it are escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/html.h"
#include "storage/store.h"

namespace claimwatch {

// CSS for HtmlPage.
std::string_view DossierStyle();

std::string HtmlCode(std::string_view text);
// Foreign words with the language that they are in.
std::string HtmlWords(std::string_view text, std::string_view language);
// A table, or the sentence `otherwise` that says why there is none: an empty heading would look
// like a mistake.
std::string HtmlTableOr(const HtmlTableHead& head, const std::string& rows,
                        std::string_view otherwise);

// Address (as the newest version came, not the canonical one), id, source, times, state.
std::string AboutArticle(const ArticleRecord& record, const std::vector<Version>& versions);
// One row for each of `versions`, oldest first.
std::string Timeline(const std::vector<Version>& versions);
std::string HashesOf(const std::vector<Version>& versions);

}  // namespace claimwatch
