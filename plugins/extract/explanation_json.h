// An explained article as JSON and back, for the way between two processes of one house.
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "plugins/extract/article.h"

namespace claimwatch {

// Every member of an article, times as RFC 3339 with microseconds; what is empty or unknown is left
// out.
Json ArticleJson(const Article& article);

// The same article. Members that are missing or of another type are empty, so what comes back is
// well-formed whatever comes in; only what is no object at all is kInvalid.
Result<Article> ArticleFromJson(const Json& json);

// The article with its verdicts, each as [path, text, probability, kept, furniture, why].
Json ExplanationJson(const Explanation& explanation);

// kInvalid: no object, or a verdict that has not six members.
Result<Explanation> ExplanationFromJson(const Json& json);

}  // namespace claimwatch
