// Foreign HTML made harmless before it is stored: a list of what may stay, everything else goes.
//
// The result is written anew from the scanned pieces (known tags, known attributes, quoted values,
// escaped text, every tag closed), so that no browser can read it differently than we did and
// sanitising it again changes nothing. Scripts, styles, handlers, style attributes, forms, frames,
// objects, SVG and MathML are gone; the text inside all but scripts and styles stays.
#pragma once

#include <string>
#include <string_view>

#include "plugins/source/html.h"

namespace claimwatch {

// `html` sanitised; links are made absolute against `base` when that is one.
std::string SanitiseHtml(std::string_view html, Markup markup, std::string_view base);

// The text of `html` on one line: tags gone, references replaced, white space squeezed.
std::string PlainText(std::string_view html, Markup markup = Markup::kHtml);

// Plain text as HTML.
std::string EscapeHtml(std::string_view text);

}  // namespace claimwatch
