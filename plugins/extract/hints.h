// What the head of a page says about its body: title, description, JSON-LD articleBody.
#pragma once

#include <string>
#include <string_view>

#include "plugins/extract/dom.h"
#include "plugins/extract/features.h"
#include "plugins/extract/jsonld.h"

namespace claimwatch {

// `linked` is what ReadLinkedArticle(dom.json_ld()) said.
BodyHints ReadHints(const Dom& dom, const LinkedArticle& linked);
BodyHints ReadHints(const Dom& dom);

// The content of the first <meta> whose name or property is `name`; empty without one.
std::string_view MetaContent(const Dom& dom, std::string_view name);

// Text that may hold markup and entities, as plain text with its paragraphs on lines of their own.
std::string PlainText(std::string_view maybe_html);

}  // namespace claimwatch
