// The JSON of stored things, the same in every verb that prints them.
#pragma once

#include "core/article.h"
#include "core/json.h"
#include "storage/store.h"

namespace claimwatch {

Json ArticleRecordJson(const ArticleRecord& record);
// With the whole text when `with_text`.
enum class WithText { kNo, kYes };
Json VersionJson(const Version& version, WithText with_text);
Json ClaimJson(const ClaimRecord& claim);

}  // namespace claimwatch
