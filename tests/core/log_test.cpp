// Lines of the log, which may carry text of foreign pages (FETCHING X02, X03).
#include "core/log.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// What reaches standard error for one message, written for `target`.
std::string Logged(LogTarget target, std::string_view message) {
  SetUpLog(LogLevel::kInfo, target);
  ::testing::internal::CaptureStderr();
  LogLine(LogLevel::kWarning, message);
  std::string text = ::testing::internal::GetCapturedStderr();
  SetUpLog(LogLevel::kInfo, LogTarget::kStderr);
  return text;
}

TEST(Log, ForeignTextMakesNoSecondLineAndNoPriority) {
  const std::string text = Logged(LogTarget::kJournal, "<0>title\n<0>forged\r{} \x1b[2J");
  EXPECT_EQ(text.rfind("<4><0>title", 0), 0U) << text << ": journald reads the first prefix only";
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("{}")) << "foreign text is no format";
}

TEST(Log, APersonsLineHasTheTimeAndTheLevel) {
  const std::string text = Logged(LogTarget::kStderr, "one");
  EXPECT_THAT(text, HasSubstr("warning one"));
  EXPECT_THAT(text, EndsWith("one\n"));
}

}  // namespace
}  // namespace claimwatch
