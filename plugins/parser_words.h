// What the two ends of a child parser say to each other (plugins/parser.h).
//
// A question is {"do":"article"|"feed"|"discover", "page":{…}, "bytes":N} with "memory" and
// "rule" or "options" and the N bytes of the body behind its line, as they came: they may be in any
// encoding. The answer is {"id", "article"+"verdicts"|"feed"|"feeds"} or {"id","error","code"}.
#pragma once

#include <string_view>

#include "core/json.h"
#include "core/page.h"
#include "core/result.h"

namespace claimwatch {

struct SiteRule;       // core/site_rule.h
struct SourceOptions;  // plugins/source/source.h

// Everything of a page that a reader may look at, without its body.
Json PageJson(const Page& page);
// kInvalid: an address that is none.
Result<Page> PageFromJson(const Json& json);

Json SourceOptionsJson(const SourceOptions& options);
SourceOptions SourceOptionsFromJson(const Json& json);

Json SiteRuleJson(const SiteRule& rule);
SiteRule SiteRuleFromJson(const Json& json);

// {"error","code"} and back; a code that nobody knows is kInvalid.
Json ErrorJson(const Error& error);
Error ErrorFromJson(const Json& json);

}  // namespace claimwatch
