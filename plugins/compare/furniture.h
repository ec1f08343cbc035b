// Lines of an article that say nothing of its matter: who wrote it, when it was printed or put
// right, where to read more. They come, go and change without news.
#pragma once

#include <string_view>

#include "plugins/compare/passage.h"

namespace claimwatch {

// A credit ("Editing by …"), a byline ("By Jane Cole, health correspondent"), a stamp ("Updated 4
// March 2026, 13:25 GMT"), a link or a promise ("Read more: …", "More to follow").
bool IsFurniture(const Passage& passage);

// Whether one became the other: of two lines one may have lost what shows it, such as "By".
bool AreFurniture(const Passage& before, const Passage& after);

// Whether a line says that what follows is a live blog: "live", "онлайн", "直播".
bool CallsItselfLive(std::string_view line);

}  // namespace claimwatch
