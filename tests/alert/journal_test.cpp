#include <gmock/gmock.h>

#include "plugins/alert/sinks.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::Contains;
using ::testing::StartsWith;

TEST(JournalSink, NamesTheAlertInFieldsOfItsOwn) {
  const std::vector<std::string> fields = JournalFields(StampedAlert(7));
  EXPECT_THAT(fields, Contains("CLAIMWATCH_ALERT_ID=" + StampedAlert(7).id));
  EXPECT_THAT(fields, Contains("CLAIMWATCH_SEQUENCE=7"));
  EXPECT_THAT(fields, Contains("CLAIMWATCH_ACTION=changed_figure"));
  EXPECT_THAT(fields, Contains("CLAIMWATCH_URL=https://news.example.org/world/summit"));
  EXPECT_THAT(fields, Contains(StartsWith("MESSAGE=changed_figure: 3,000 -> 30,000")));
}

TEST(JournalSink, PriorityFollowsSeverity) {
  Alert alert = StampedAlert(1);
  EXPECT_THAT(JournalFields(alert), Contains("PRIORITY=2"));
  alert.severity = Severity::kLow;
  EXPECT_THAT(JournalFields(alert), Contains("PRIORITY=5"));
}

TEST(JournalSink, AMessageIdIsOneConstantPerType) {
  const auto id = [](FindingType type) {
    Alert alert = StampedAlert(1);
    alert.type = type;
    return JournalFields(alert)[1];
  };
  EXPECT_THAT(id(FindingType::kChangedFigure), StartsWith("MESSAGE_ID="));
  EXPECT_EQ(id(FindingType::kChangedFigure).size(), std::string("MESSAGE_ID=").size() + 32);
  EXPECT_EQ(id(FindingType::kChangedFigure), id(FindingType::kChangedFigure));
  EXPECT_NE(id(FindingType::kChangedFigure), id(FindingType::kNewFigure));
}

TEST(JournalSink, WithoutAJournalTheAlertIsNotLost) {
  const auto sink = std::move(MakeJournalSink(SinkOptions())).value();
  const bool journal = std::filesystem::exists("/run/systemd/journal/socket");
  EXPECT_EQ(sink->Deliver(StampedAlert(1)).ok(), journal);
}

}  // namespace
}  // namespace claimwatch::testing
