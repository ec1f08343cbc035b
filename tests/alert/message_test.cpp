#include "plugins/alert/message.h"

#include <gmock/gmock.h>

#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

using Inside = MessageTemplate::Inside;

std::string Filled(std::string_view text, const Alert& alert, Inside inside = Inside::kText) {
  return MessageTemplate::Parse(text).value().Fill(alert, inside);
}

std::string Complaint(std::string_view text) {
  const Result<MessageTemplate> made = MessageTemplate::Parse(text);
  return made.ok() ? "" : made.error().message();
}

TEST(MessageTemplate, FillsPlacesAndPathsOfTheRecord) {
  EXPECT_EQ(Filled("{{severity}} {{ type }} by {{rule.id}}, no. {{sequence}}", StampedAlert(7)),
            "critical changed_figure by CW-FIG-001, no. 7");
}

TEST(MessageTemplate, WhatAnAlertDoesNotHaveIsLeftEmpty) {
  EXPECT_EQ(Filled("[{{labels.none}}]", StampedAlert(1)), "[]");
}

TEST(MessageTemplate, TheTextShowsBothSentencesAndTheAddress) {
  const std::string text = Filled("{{text}}", StampedAlert(1));
  EXPECT_THAT(text, StartsWith("[critical] "));
  EXPECT_THAT(text, HasSubstr("\nHere: China pledged 30,000 training opportunities."));
  EXPECT_THAT(text, HasSubstr("\nThere: China will provide 3,000 training opportunities."));
  EXPECT_THAT(text, HasSubstr("\nhttps://news.example.org/world/summit"));
}

TEST(MessageTemplate, ForeignTextCannotBreakOutOfAJsonString) {
  Alert alert = StampedAlert(1);
  alert.topic = "a\", \"admin\": true, \"b\": \"\n<script>";
  const Result<Json> json = Json::Parse(Filled(R"({"t":"{{topic}}"})", alert, Inside::kJsonString));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ((*json)["t"].AsString(), alert.topic);
  EXPECT_EQ(json->Members().size(), 1U);
}

TEST(MessageTemplate, EscapesForSlackAndHtmlWhenAsked) {
  Alert alert = StampedAlert(1);
  alert.topic = "<!channel> & co";
  EXPECT_EQ(Filled("{{topic|html}}", alert), "&lt;!channel&gt; &amp; co");
  alert.topic = "@channel ![x](http://evil.example/p.png)";
  EXPECT_EQ(Filled("{{topic|markdown}}", alert),
            "@\u200Bchannel !\\[x\\](http://evil.example/p.png)");
  alert.topic = "!\\[x](y) https://a.example/~me/@page";
  EXPECT_EQ(Filled("{{topic|markdown}}", alert), "!\\\\\\[x\\](y) https://a.example/~me/@page");
}

TEST(MessageTemplate, RefusesWhatNoAlertHas) {
  EXPECT_THAT(Complaint("{{severty}}"), HasSubstr("did you mean 'severity'?"));
  EXPECT_THAT(Complaint("{{user.name}}"), HasSubstr("no alert has '{{user.name}}'"));
  EXPECT_THAT(Complaint("{{url|upper}}"), HasSubstr("there are |html and |markdown"));
  EXPECT_THAT(Complaint("a {{url"), HasSubstr("without '}}'"));
  EXPECT_THAT(Complaint(std::string(17 << 10, 'x')), HasSubstr("longer than 16 KiB"));
}

TEST(MessageFormats, EachIsJsonWhateverTheAlertSays) {
  Alert alert = StampedAlert(1);
  alert.topic = "\"}{\\";
  for (const MessageFormat& format : MessageFormats()) {
    if (!format.body.empty()) {
      EXPECT_TRUE(Json::Parse(Filled(format.body, alert, Inside::kJsonString)).ok()) << format.name;
    }
  }
  EXPECT_EQ(FindMessageFormat("smoke"), nullptr);
}

}  // namespace
}  // namespace claimwatch::testing
