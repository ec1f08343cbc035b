// What an alert looks like to a receiver that does not read our record: a chat, a phone, a mailbox.
//
// A template is text with {{places}}. A place is one of MessagePlaces(), or a path into the record
// such as {{rule.id}}; "|html" after it escapes & < > as Slack and HTML want it, "|markdown"
// what would call people or show links and pictures in Mattermost and Discord. What an alert does
// not have is left empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/alert.h"
#include "core/result.h"

namespace claimwatch {

class MessageTemplate {
 public:
  // How filled-in text must be written so that it cannot break out of what is around it.
  enum class Inside { kText, kJsonString };

  // kConfig: a place that no alert has, or braces without an end.
  static Result<MessageTemplate> Parse(std::string_view text);

  std::string Fill(const Alert& alert, Inside inside) const;

 private:
  enum class Filter { kNone, kHtml, kMarkdown };

  struct Part {
    std::string text;  // as it is, or the name of the place
    bool place = false;
    Filter filter = Filter::kNone;
  };

  static Result<Part> ParsePlace(std::string_view inner);

  std::vector<Part> parts_;
};

// A body that a well-known receiver takes as it is.
struct MessageFormat {
  std::string_view name;
  std::string_view help;
  std::string_view body;  // a template of JSON; empty: the record itself
};

// "record", "slack", "mattermost", "discord", "matrix", "ntfy".
const std::vector<MessageFormat>& MessageFormats();
// nullptr when there is none of that name.
const MessageFormat* FindMessageFormat(std::string_view name);

// Names for {{…}} that are not paths, for the manual and "did you mean".
std::vector<std::string> MessagePlaces();

// The value of one place as plain text; also what a mail and a terminal want to know.
std::string MessageValue(const Alert& alert, std::string_view place);

}  // namespace claimwatch
