// Mail against an SMTP server of the test's own.
#include <map>

#include <gmock/gmock.h>

#include "plugins/alert/sinks.h"
#include "tests/alert/line_server.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// What one session said, and how the server answers it.
struct Mailbox {
  std::map<std::string, std::string> answers;  // command → answer instead of 250
  std::map<std::string, std::string> readers;  // address → answer to its RCPT
  std::string from;
  std::vector<std::string> to;
  std::string message;
  int messages = 0;  // taken whole

  std::string greeting = "220 mail.example.org";

  void Serve(LineServer::Connection& connection) {
    connection.Send(greeting + "\r\n");
    for (std::string line = connection.ReadLine(); !line.empty(); line = connection.ReadLine()) {
      const std::string command = AsciiLower(line.substr(0, 4));
      Note(command, line);
      const std::string* refused = command == "rcpt" ? AnswerTo(line) : nullptr;
      const auto special = answers.find(command);
      connection.Send((refused != nullptr         ? *refused
                       : special != answers.end() ? special->second
                       : command == "data"        ? "354 go on"
                       : command == "quit"        ? "221 bye"
                                                  : "250 ok") +
                      std::string("\r\n"));
      if (command == "data") {
        TakeMessage(connection);
      }
    }
  }

  const std::string* AnswerTo(const std::string& line) const {
    for (const auto& [address, answer] : readers) {
      if (line.find(address) != std::string::npos) {
        return &answer;
      }
    }
    return nullptr;
  }

  void Note(const std::string& command, const std::string& line) {
    if (command == "mail") {
      from = line;
    } else if (command == "rcpt") {
      to.push_back(line);
    }
  }

  void TakeMessage(LineServer::Connection& connection) {
    message.clear();
    std::string line;
    while ((line = connection.ReadLine()) != ".") {
      message += line + "\n";
      if (message.size() > 1'000'000) {
        return;
      }
    }
    ++messages;
    const auto special = answers.find("end");
    connection.Send((special != answers.end() ? special->second : "250 queued") +
                    std::string("\r\n"));
  }

  std::string Header(const std::string& name) const {
    const std::size_t at = message.find(name + ": ");
    const std::size_t start = at + name.size() + 2;
    return at == std::string::npos ? "" : message.substr(start, message.find('\n', at) - start);
  }

  // The subject's encoded words (RFC 2047), put together again.
  std::string Subject() const {
    const std::string_view open = "=?UTF-8?B?";
    std::string text;
    const std::string head = message.substr(0, message.find("Message-ID: "));
    for (std::size_t at = head.find(open); at != std::string::npos; at = head.find(open, at + 1)) {
      const std::size_t start = at + open.size();
      text += FromBase64(head.substr(start, head.find("?=", start) - start)).value_or("");
    }
    return text.empty() ? Header("Subject") : text;
  }

  std::string Body() const {
    std::string text = message.substr(std::min(message.find("\n\n") + 2, message.size()));
    std::erase(text, '\n');
    return FromBase64(text).value_or("not base64: " + text);
  }
};

class MailTest : public ::testing::Test {
 protected:
  MailTest() {
    options_.from = "claimwatch@example.org";
    options_.to = {"desk@example.org", "night@example.org"};
    options_.require_tls = false;
  }

  Status Send(const std::vector<Alert>& alerts) {
    const LineServer server(
        [this](LineServer::Connection& connection) { mailbox_.Serve(connection); });
    options_.url = "smtp://127.0.0.1:" + std::to_string(server.port());
    Result<std::unique_ptr<AlertSink>> sink = MakeMailSink(options_);
    return !sink.ok()           ? Status(sink.error())
           : alerts.size() == 1 ? (*sink)->Deliver(alerts.front())
                                : (*sink)->DeliverDigest(alerts);
  }

  std::string Complaint() {
    options_.url = "smtp://127.0.0.1:1";
    const Result<std::unique_ptr<AlertSink>> sink = MakeMailSink(options_);
    return sink.ok() ? "" : sink.error().message();
  }

  SinkOptions options_;
  Mailbox mailbox_;
};

TEST_F(MailTest, SendsTheMessageToEachReader) {
  ASSERT_TRUE(Send({StampedAlert(1)}).ok());
  EXPECT_THAT(mailbox_.from, HasSubstr("<claimwatch@example.org>"));
  EXPECT_THAT(mailbox_.to,
              ElementsAre(HasSubstr("<desk@example.org>"), HasSubstr("<night@example.org>")));
  EXPECT_THAT(mailbox_.Subject(), HasSubstr("[claimwatch] critical"));
  EXPECT_EQ(mailbox_.Header("Auto-Submitted"), "auto-generated");
  EXPECT_THAT(mailbox_.Body(), HasSubstr("Here: China pledged 30,000 training opportunities."));
  EXPECT_THAT(mailbox_.Body(), HasSubstr("claimwatch alerts explain 1"));
}

TEST_F(MailTest, ADigestIsOneMessageWithEveryAlert) {
  ASSERT_TRUE(Send({StampedAlert(1), StampedAlert(2), StampedAlert(3)}).ok());
  EXPECT_THAT(mailbox_.Subject(), HasSubstr("3 alerts, worst critical"));
  for (const char* one : {"explain 1\n", "explain 2\n", "explain 3\n"}) {
    EXPECT_THAT(mailbox_.Body(), HasSubstr(one));
  }
}

TEST_F(MailTest, TheSameAlertsHaveTheSameMessageId) {
  ASSERT_TRUE(Send({StampedAlert(1)}).ok());
  const std::string first = mailbox_.Header("Message-ID");
  ASSERT_TRUE(Send({StampedAlert(1)}).ok());
  EXPECT_EQ(mailbox_.Header("Message-ID"), first);
  ASSERT_TRUE(Send({StampedAlert(2)}).ok());
  EXPECT_NE(mailbox_.Header("Message-ID"), first);
}

TEST_F(MailTest, AForeignHeadlineIsAnEncodedWordAndNoHeader) {
  Alert alert = StampedAlert(1);
  alert.record.Set("message", "峰会数字改变\r\nBcc: everybody@example.org");
  ASSERT_TRUE(Send({alert}).ok());
  EXPECT_THAT(mailbox_.Header("Subject"), HasSubstr("=?UTF-8?B?"));
  EXPECT_EQ(mailbox_.Header("Bcc"), "");
}

TEST_F(MailTest, ARefusedMessageIsToldFromABusyServer) {
  mailbox_.answers["end"] = "554 we take no news";
  EXPECT_EQ(Send({StampedAlert(1)}).error().code(), Errc::kRefused);
  mailbox_.answers["end"] = "451 later";
  EXPECT_EQ(Send({StampedAlert(1)}).error().code(), Errc::kNetwork);
  mailbox_.answers["rcpt"] = "550 no such user";
  EXPECT_EQ(Send({StampedAlert(1)}).error().code(), Errc::kNetwork) << "a person can mend that";
}

// An address that is blocked for a day, a server that is being worked on.
TEST_F(MailTest, AServerThatWantsNoMailAtAllRefusesNoMessage) {
  mailbox_.greeting = "554 no service here";
  EXPECT_EQ(Send({StampedAlert(1)}).error().code(), Errc::kNetwork);
}

TEST_F(MailTest, NoLineOfTheHeadIsLongerThanMailAllows) {
  options_.to.clear();
  for (int n = 0; n < 50; ++n) {
    options_.to.push_back("a.reader.with.a.long.name." + std::to_string(n) + "@example.org");
  }
  ASSERT_TRUE(Send({StampedAlert(1)}).ok());
  for (const std::string_view line : Split(mailbox_.message, '\n')) {
    EXPECT_LE(line.size(), 998U);
  }
}

TEST_F(MailTest, AClosedMailboxKeepsNothingFromTheOthers) {
  mailbox_.readers["desk@example.org"] = "550 no such user";
  EXPECT_TRUE(Send({StampedAlert(1)}).ok());
  EXPECT_EQ(mailbox_.messages, 1);
  mailbox_.readers["night@example.org"] = "550 no such user";
  EXPECT_EQ(Send({StampedAlert(1)}).error().code(), Errc::kNetwork) << "nobody has it";
}

// Greylisting: the second try reaches who was asked to wait, and nobody twice.
TEST_F(MailTest, AReaderWhoIsToWaitGetsItLaterAndTheOthersOnce) {
  const LineServer server(
      [this](LineServer::Connection& connection) { mailbox_.Serve(connection); });
  options_.url = "smtp://127.0.0.1:" + std::to_string(server.port());
  const std::unique_ptr<AlertSink> sink = std::move(MakeMailSink(options_)).value();
  mailbox_.readers["desk@example.org"] = "451 try again later";
  const Status first = sink->Deliver(StampedAlert(1));
  ASSERT_FALSE(first.ok());
  EXPECT_EQ(first.error().code(), Errc::kNetwork);
  EXPECT_THAT(first.error().message(), HasSubstr("to desk@example.org"));
  EXPECT_EQ(mailbox_.messages, 1);
  mailbox_.readers.clear();
  EXPECT_TRUE(sink->DeliverDigest({StampedAlert(1), StampedAlert(2)}).ok());
  EXPECT_EQ(mailbox_.messages, 3);
  EXPECT_THAT(mailbox_.Body(), Not(HasSubstr("explain 1\n"))) << "he has the first one already";
  EXPECT_TRUE(sink->Deliver(StampedAlert(3)).ok());
  EXPECT_EQ(mailbox_.messages, 5) << "another message is for all";
}

TEST_F(MailTest, AMailboxThatIsFullForLongHoldsUpNobody) {
  const LineServer server(
      [this](LineServer::Connection& connection) { mailbox_.Serve(connection); });
  options_.url = "smtp://127.0.0.1:" + std::to_string(server.port());
  options_.mailbox_patience = Duration::zero();
  const std::unique_ptr<AlertSink> sink = std::move(MakeMailSink(options_)).value();
  mailbox_.readers["desk@example.org"] = "452 mailbox full";
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  EXPECT_EQ(mailbox_.messages, 2) << "the other reader has both";
  mailbox_.readers["night@example.org"] = "452 mailbox full";
  EXPECT_EQ(sink->Deliver(StampedAlert(3)).error().code(), Errc::kNetwork)
      << "what nobody takes waits";
}

// Who has an alert that is not delivered to all says nothing of another one.
TEST_F(MailTest, WhatNobodyTakesIsNotDeliveredBesideWhatIsHalfDelivered) {
  const LineServer server(
      [this](LineServer::Connection& connection) { mailbox_.Serve(connection); });
  options_.url = "smtp://127.0.0.1:" + std::to_string(server.port());
  const std::unique_ptr<AlertSink> sink = std::move(MakeMailSink(options_)).value();
  mailbox_.readers["desk@example.org"] = "451 try again later";
  EXPECT_FALSE(sink->Deliver(StampedAlert(1)).ok());
  mailbox_.readers["desk@example.org"] = mailbox_.readers["night@example.org"] = "550 no";
  EXPECT_FALSE(sink->Deliver(StampedAlert(2)).ok());
  mailbox_.readers.clear();
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  const int messages = mailbox_.messages;
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  EXPECT_EQ(mailbox_.messages, messages + 1) << "only who lacks it gets it";
}

TEST_F(MailTest, AServerWithoutTlsIsNotTalkedToUnlessAllowed) {
  options_.require_tls = true;
  EXPECT_FALSE(Send({StampedAlert(1)}).ok());
  EXPECT_THAT(mailbox_.to, IsEmpty());
}

TEST_F(MailTest, OnlyAddressesGoIntoTheDialogue) {
  options_.to = {"desk@example.org>\r\nDATA"};
  EXPECT_THAT(Complaint(), HasSubstr("is no address of a mailbox"));
  options_.to = {};
  EXPECT_THAT(Complaint(), HasSubstr("'to' is missing"));
}

}  // namespace
}  // namespace claimwatch::testing
