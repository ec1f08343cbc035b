#include "plugins/alert/message.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "core/markup.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSentenceColumns = 400;  // of one sentence inside {{text}}
constexpr std::size_t kLongestTemplate = std::size_t{16} << 10;

std::string Record(const Alert& alert, std::string_view path) {
  const Json& value = alert.record.At(path);
  if (value.IsNull()) {
    return {};
  }
  return value.IsString() ? std::string(value.AsString()) : value.Dump();
}

std::string Sentence(const Alert& alert) {
  return Record(alert, "claimwatch.evidence.sentence.text");
}

std::string BaselineSentence(const Alert& alert) {
  return Record(alert, "claimwatch.evidence.baseline_sentence.text");
}

// The whole alert in a few lines, for a chat.
std::string Text(const Alert& alert) {
  std::string text = fmt::format("[{}] {}", SeverityName(alert.severity), Record(alert, "message"));
  const auto add = [&text](std::string_view label, const std::string& sentence) {
    if (!sentence.empty()) {
      text += fmt::format("\n{}: {}", label, Ellipsize(sentence, kSentenceColumns));
    }
  };
  add("Here", Sentence(alert));
  add("There", BaselineSentence(alert));
  return text + "\n" + Record(alert, "url.full");
}

// ntfy's 1 (quiet) to 5 (loud).
std::string Priority(const Alert& alert) {
  return std::to_string(6 - static_cast<int>(alert.severity));
}

struct PlaceRow {
  std::string_view name;
  std::string (*value)(const Alert&);
};

constexpr std::array<PlaceRow, 15> kPlaces = {{
    {"text", &Text},
    {"message",
     [](const Alert& alert) {
       return Record(alert, "message");
     }},
    {"reason",
     [](const Alert& alert) {
       return Record(alert, "event.reason");
     }},
    {"sentence", &Sentence},
    {"baseline_sentence", &BaselineSentence},
    {"url",
     [](const Alert& alert) {
       return Record(alert, "url.full");
     }},
    {"title",
     [](const Alert& alert) {
       return Record(alert, "claimwatch.article.headline");
     }},
    {"type",
     [](const Alert& alert) {
       return std::string(FindingTypeName(alert.type));
     }},
    {"severity",
     [](const Alert& alert) {
       return std::string(SeverityName(alert.severity));
     }},
    {"priority", &Priority},
    {"topic",
     [](const Alert& alert) {
       return alert.topic;
     }},
    {"source",
     [](const Alert& alert) {
       return alert.source;
     }},
    {"id",
     [](const Alert& alert) {
       return alert.id;
     }},
    {"sequence",
     [](const Alert& alert) {
       return std::to_string(alert.sequence);
     }},
    {"time",
     [](const Alert& alert) {
       return FormatTime(alert.time);
     }},
}};

const PlaceRow* FindPlace(std::string_view name) {
  const auto* found = std::find_if(kPlaces.begin(), kPlaces.end(),
                                   [&](const PlaceRow& row) { return row.name == name; });
  return found == kPlaces.end() ? nullptr : found;
}

// The first words of the record's paths, as the schema has them.
constexpr std::array<std::string_view, 12> kRecordRoots = {
    "@timestamp", "event",   "rule",   "observer", "url", "http",
    "log",        "related", "labels", "tags",     "ecs", "claimwatch"};

bool IsRecordPath(std::string_view name) {
  const std::string_view root = name.substr(0, name.find('.'));
  return std::find(kRecordRoots.begin(), kRecordRoots.end(), root) != kRecordRoots.end();
}

std::string JsonEscaped(std::string text) {
  const std::string quoted = Json(std::move(text)).Dump();
  return quoted.substr(1, quoted.size() - 2);
}

// An article may not call everybody in a channel, nor show links and pictures of its own. Lines
// that Markdown would only make prettier stay as they are, addresses among them.
std::string WithoutMarkdown(std::string_view text) {
  constexpr std::string_view kZeroWidthSpace = "\u200B";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("http://") || rest.starts_with("https://")) {
      const std::string_view address = rest.substr(0, rest.find_first_of(" \n\t[]()<>`\\"));
      out += address;
      at += address.size() - 1;
      continue;
    }
    const char c = text[at];
    if (std::string_view("\\[]`*~").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
    if (c == '@') {
      out += kZeroWidthSpace;
    }
  }
  return out;
}

}  // namespace

Result<MessageTemplate::Part> MessageTemplate::ParsePlace(std::string_view inner) {
  const std::size_t bar = inner.find('|');
  const std::string_view name = Trim(inner.substr(0, bar));
  const std::string_view filter =
      bar == std::string_view::npos ? std::string_view() : Trim(inner.substr(bar + 1));
  if (!filter.empty() && filter != "html" && filter != "markdown") {
    return Error(Errc::kConfig,
                 fmt::format("template: '|{}' is unknown; there are |html and |markdown",
                             EscapeControls(filter)));
  }
  if (FindPlace(name) == nullptr && !IsRecordPath(name)) {
    const std::string nearest = Nearest(name, MessagePlaces());
    return Error(Errc::kConfig,
                 fmt::format("template: no alert has '{{{{{}}}}}'{}", EscapeControls(name),
                             nearest.empty() ? "" : ", did you mean '" + nearest + "'?"));
  }
  Part part;
  part.text = std::string(name);
  part.place = true;
  part.filter = filter == "html"       ? Filter::kHtml
                : filter == "markdown" ? Filter::kMarkdown
                                       : Filter::kNone;
  return part;
}

Result<MessageTemplate> MessageTemplate::Parse(std::string_view text) {
  if (text.size() > kLongestTemplate) {
    return Error(Errc::kConfig, "template: longer than 16 KiB");
  }
  MessageTemplate made;
  while (!text.empty()) {
    const std::size_t open = text.find("{{");
    Part plain;
    plain.text = std::string(text.substr(0, open));
    made.parts_.push_back(std::move(plain));
    if (open == std::string_view::npos) {
      break;
    }
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) {
      return Error(Errc::kConfig, "template: '{{' without '}}'");
    }
    made.parts_.push_back(CW_TRY(ParsePlace(text.substr(open + 2, close - open - 2))));
    text.remove_prefix(close + 2);
  }
  return made;
}

std::string MessageTemplate::Fill(const Alert& alert, Inside inside) const {
  std::string out;
  for (const Part& part : parts_) {
    if (!part.place) {
      out += part.text;
      continue;
    }
    std::string value = MessageValue(alert, part.text);
    if (part.filter == Filter::kHtml) {
      value = EscapeMarkup(value, Quotes::kKeep);
    } else if (part.filter == Filter::kMarkdown) {
      value = WithoutMarkdown(value);
    }
    out += inside == Inside::kJsonString ? JsonEscaped(std::move(value)) : value;
  }
  return out;
}

const std::vector<MessageFormat>& MessageFormats() {
  static const std::vector<MessageFormat> kFormats = {
      {"record", "the whole record, for programs", ""},
      {"slack", "an incoming webhook of Slack", R"({"text":"{{text|html}}"})"},
      {"mattermost", "an incoming webhook of Mattermost or Rocket.Chat",
       R"({"username":"claimwatch","text":"{{text|markdown}}"})"},
      {"discord", "a webhook of Discord",
       R"({"content":"{{text|markdown}}","allowed_mentions":{"parse":[]}})"},
      {"matrix", "a room: method = \"PUT\", the address ends in /send/m.room.message/{{id}}",
       R"({"msgtype":"m.notice","body":"{{text}}"})"},
      {"ntfy", "the address ends in the ntfy topic",
       R"({"topic":"","title":"{{type}}: {{topic}}","message":"{{text}}","priority":{{priority}},)"
       R"("click":"{{url}}"})"}};
  return kFormats;
}

const MessageFormat* FindMessageFormat(std::string_view name) {
  const std::vector<MessageFormat>& all = MessageFormats();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const MessageFormat& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> MessagePlaces() {
  std::vector<std::string> names;
  for (const PlaceRow& row : kPlaces) {
    names.emplace_back(row.name);
  }
  return names;
}

std::string MessageValue(const Alert& alert, std::string_view place) {
  const PlaceRow* row = FindPlace(place);
  return row == nullptr ? Record(alert, place) : row->value(alert);
}

}  // namespace claimwatch
