// HTML that we write around foreign words: pages that open without a network and run nothing.
//
// Every foreign text goes through HtmlText or an attribute's value, so that no article can end our
// markup and begin its own. What comes out is well-formed as XML too, which is how tests check it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace claimwatch {

// Names are ours, values are foreign and become escaped.
using HtmlAttributes = std::vector<std::pair<std::string_view, std::string>>;

// Foreign text between tags: markup and control characters escaped; line breaks stay.
std::string HtmlText(std::string_view text);

// <name attributes>inner</name>; `inner` is markup already.
std::string HtmlElement(std::string_view name, const HtmlAttributes& attributes,
                        std::string_view inner);

// What tells a screen reader how to speak a foreign text, and a browser which way it runs.
// lang="" says that the language is not known, which keeps it from being taken for the page's.
HtmlAttributes HtmlLanguage(std::string_view language);

// The address as a link when it is one of the web's; as text when it would run or open something
// else (javascript:, data:, file:).
std::string HtmlLink(std::string_view url);

// What stands above the rows of a table; all of it foreign or plain text.
struct HtmlTableHead {
  std::string caption;
  std::string kind;  // class of the table, for the style sheet
  std::vector<std::string> heading;
};

// A table with a caption and a heading that names its columns; `rows` is markup of <tr>.
std::string HtmlTable(const HtmlTableHead& head, std::string_view rows);

// A row whose first cell names it; cells are markup already.
std::string HtmlRow(const std::vector<std::string>& cells);

// A whole page. `style` is CSS of ours; the page's own policy forbids every script and resource.
std::string HtmlPage(std::string_view title, std::string_view style, std::string_view body);
// What stands before and behind its body, for a page that is written as it is made.
std::string HtmlPageOpening(std::string_view title, std::string_view style);
std::string_view HtmlPageClosing();

}  // namespace claimwatch
