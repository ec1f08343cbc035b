// The JSON of stored things, the same in every verb that prints them.
#pragma once

#include <optional>

#include "core/article.h"
#include "core/json.h"
#include "storage/import_mark.h"
#include "storage/store.h"

namespace claimwatch {

Json ArticleRecordJson(const ArticleRecord& record);
// With the whole text when `with_text`.
enum class WithText { kNo, kYes };
Json VersionJson(const Version& version, WithText with_text);
// The same with "imported" and "imported_from" when `claimwatch import` brought it.
Json VersionJson(const Store& store, const Version& version, WithText with_text);
// When and from where it was imported; nullopt for what was fetched, or when retention has removed
// the response that says so.
std::optional<ImportMark> ImportOf(const Store& store, const Version& version);
Json ClaimJson(const ClaimRecord& claim);

}  // namespace claimwatch
