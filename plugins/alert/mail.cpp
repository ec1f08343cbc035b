// Alerts as mail: SMTP by libcurl.
#include <algorithm>
#include <chrono>
#include <cstring>
#include <iterator>
#include <map>
#include <set>

#include <curl/curl.h>
#include <fmt/core.h>

#include "core/clock.h"
#include "core/digest.h"
#include "core/http_date.h"
#include "core/log.h"
#include "core/text.h"
#include "plugins/alert/credential.h"
#include "plugins/alert/message.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

constexpr std::size_t kBase64Line = 76;  // RFC 2045 §6.8
constexpr std::size_t kSubjectColumns = 120;
constexpr Duration kAnotherTime = std::chrono::hours(25);  // longer than any wait between two tries

bool IsMailServer(std::string_view url) {
  return url.starts_with("smtp://") || url.starts_with("smtps://");
}

// One address and nothing else: what stands in it goes into the dialogue with the server.
bool IsMailbox(std::string_view address) {
  const std::size_t at = address.find('@');
  const bool strange = std::any_of(address.begin(), address.end(), [](unsigned char c) {
    return c <= ' ' || c == '<' || c == '>' || c == ',' || c == 0x7F;
  });
  return !strange && at != 0 && at != std::string_view::npos && at + 1 < address.size() &&
         address.find('@', at + 1) == std::string_view::npos;
}

// Header text in RFC 2047 form, in words of whole characters; ASCII stays as it is.
std::string HeaderText(std::string_view text) {
  constexpr std::size_t kWord = 42;  // bytes whose base64 fits into the 75 of one encoded word
  const std::string clean = EscapeControls(text);
  if (AsciiPrefix(clean) == clean.size()) {
    return clean;
  }
  std::string out;
  std::size_t start = 0;
  while (start < clean.size()) {
    std::size_t end = start;
    for (std::size_t next = start; next < clean.size();) {
      NextCodePoint(clean, next);
      if (next - start > kWord) {
        break;
      }
      end = next;
    }
    out += (out.empty() ? "" : "\r\n ") +
           ("=?UTF-8?B?" + Base64(clean.substr(start, end - start))) + "?=";
    start = end;
  }
  return out;
}

std::string Base64Lines(std::string_view bytes) {
  const std::string text = Base64(bytes);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += kBase64Line) {
    lines += text.substr(at, kBase64Line) + "\r\n";
  }
  return lines;
}

// One alert in the body.
std::string Paragraphs(const Alert& alert) {
  std::string text = MessageValue(alert, "text") + "\n";
  const auto add = [&](std::string_view label, std::string_view place) {
    if (const std::string value = MessageValue(alert, place); !value.empty()) {
      text += fmt::format("{}: {}\n", label, value);
    }
  };
  add("Why", "reason");
  add("Rule", "rule.id");
  add("Topic", "topic");
  add("Seen", "time");
  return text + fmt::format("More: claimwatch alerts explain {}\n", alert.sequence);
}

std::string Subject(const std::vector<Alert>& alerts) {
  const auto worst =
      std::min_element(alerts.begin(), alerts.end(),
                       [](const Alert& a, const Alert& b) { return a.severity < b.severity; });
  const std::string message = MessageValue(*worst, "message");
  return alerts.size() == 1
             ? fmt::format("[claimwatch] {}: {}", SeverityName(worst->severity), message)
             : fmt::format("[claimwatch] {} alerts, worst {}: {}", alerts.size(),
                           SeverityName(worst->severity), message);
}

// The same alerts always make the same id, so that a mailbox can tell a repetition.
std::string MessageId(const std::vector<Alert>& alerts, std::string_view from) {
  std::string ids;
  for (const Alert& alert : alerts) {
    ids += alert.id;
  }
  return fmt::format("<{}@{}>", Hex(Sha256(ids)).substr(0, 32), from.substr(from.find('@') + 1));
}

std::string MailText(const std::vector<Alert>& alerts, const SinkOptions& options) {
  std::string body;
  for (const Alert& alert : alerts) {
    body += (body.empty() ? "" : "\n\n") + Paragraphs(alert);
  }
  return fmt::format(
      "Date: {}\r\nFrom: claimwatch <{}>\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: {}\r\n"
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
      FormatHttpDate(SystemClock().Now()), options.from, Join(options.to, ",\r\n "),
      HeaderText(Ellipsize(Subject(alerts), kSubjectColumns)), MessageId(alerts, options.from),
      Base64Lines(EscapeControls(body, Layout::kKeep)));
}

// What is still to be sent, for libcurl's callback.
std::size_t TakeBytes(char* buffer, std::size_t size, std::size_t count, void* state) {
  auto& left = *static_cast<std::string_view*>(state);
  const std::size_t n = std::min(size * count, left.size());
  std::memcpy(buffer, left.data(), n);
  left.remove_prefix(n);
  return n;
}

// What became of the message to one reader.
struct Answer {
  CURLcode code = CURLE_OK;
  long status = 0;     // the server's last word; 0: it said nothing
  bool whole = false;  // the message went out to its last byte

  // Nobody reads there, or there is no room. Of a refused sender libcurl says the same.
  bool Closed() const { return code == CURLE_SEND_ERROR && (status >= 550 && status <= 553); }

  // It is full, or wants another try: greylisting takes minutes, a mailbox that nobody empties
  // days.
  bool Busy() const { return code == CURLE_SEND_ERROR && (status >= 450 && status <= 452); }

  // Of the message itself: CURLE_WEIRD_SERVER_REPLY is what libcurl makes of a 5xx after the last
  // byte, and of one in the greeting, which says nothing of the message.
  bool RefusesMessage() const {
    return code == CURLE_WEIRD_SERVER_REPLY && whole && status >= 550 && status <= 554;
  }

  std::string Words() const {
    return status == 0 ? curl_easy_strerror(code)
                       : fmt::format("{} (the server said {})", curl_easy_strerror(code), status);
  }
};

struct CurlCloser {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Each reader gets the message in a transaction of its own, so that one mailbox that is closed or
// full for good keeps it from nobody else. One that is to wait holds up what comes after, for an
// hour at most; who has which alert is remembered until all have them, so that nobody gets one
// twice for that. After a crash it may come twice, with the same Message-ID.
class MailSink final : public AlertSink {
 public:
  explicit MailSink(SinkOptions options) : options_(std::move(options)) {}

  Status Deliver(const Alert& alert) override { return DeliverDigest({alert}); }

  Status DeliverDigest(const std::vector<Alert>& alerts) override {
    const std::unique_ptr<CURL, CurlCloser> curl(curl_easy_init());
    if (curl == nullptr) {
      return Error(Errc::kLimit, "mail: libcurl cannot start a transfer");
    }
    Prepare(curl.get());
    Status done = SendToAll(curl.get(), alerts);
    if (done.ok()) {
      Forget(alerts);
    }
    return done;
  }

 private:
  void Prepare(CURL* curl) const {
    curl_easy_setopt(curl, CURLOPT_URL, options_.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(options_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + options_.from + ">").c_str());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &TakeBytes);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    if (!options_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, options_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, options_.password.c_str());
    }
    if (!options_.ca_file.empty()) {
      curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
    }
  }

  // The time-out is that of all together. Without a word from the server there is none for the next
  // reader either.
  Status SendToAll(CURL* curl, const std::vector<Alert>& alerts) {
    const Duration ends = SystemClock().Steady() + options_.timeout;
    Status waits;
    std::vector<std::string> closed;
    bool anybody = false;
    bool message_refused = false;
    for (const std::string& to : options_.to) {
      const std::vector<Alert> lacking = LackedBy(to, alerts);
      const Answer answer =
          lacking.empty() ? Answer() : SendTo(curl, to, MailText(lacking, options_), ends);
      if (answer.code == CURLE_OK) {
        anybody = true;
        busy_.erase(to);
        std::set<std::string>& has = has_[to];
        std::transform(lacking.begin(), lacking.end(), std::inserter(has, has.end()),
                       [](const Alert& alert) { return alert.id; });
      } else if (answer.Closed() || answer.RefusesMessage() || IsBusyForLong(to, answer)) {
        closed.push_back(to + ": " + answer.Words());
        message_refused = message_refused || answer.RefusesMessage();
      } else {
        waits = Error(Errc::kNetwork, fmt::format("mail: to {}: {}", to, answer.Words()));
      }
      if (answer.code != CURLE_OK && answer.status == 0) {
        break;
      }
    }
    if (!waits.ok() || (anybody && closed.empty())) {
      return waits;
    }
    return anybody ? PassOver(closed) : Nobody(closed, message_refused);
  }

  bool IsBusyForLong(const std::string& reader, const Answer& answer) {
    if (!answer.Busy()) {
      return false;
    }
    const Duration now = SystemClock().Steady();
    Busy& busy = busy_.try_emplace(reader, Busy{now, now}).first->second;
    busy.since = now - busy.last > kAnotherTime ? now : busy.since;
    busy.last = now;
    return now - busy.since >= options_.mailbox_patience;
  }

  // All have them, or never will.
  void Forget(const std::vector<Alert>& alerts) {
    for (auto& [reader, has] : has_) {
      for (const Alert& alert : alerts) {
        has.erase(alert.id);
      }
    }
  }

  std::vector<Alert> LackedBy(const std::string& reader, const std::vector<Alert>& alerts) const {
    std::vector<Alert> lacking;
    const auto has = has_.find(reader);
    std::copy_if(
        alerts.begin(), alerts.end(), std::back_inserter(lacking),
        [&](const Alert& alert) { return has == has_.end() || !has->second.contains(alert.id); });
    return lacking;
  }

  Answer SendTo(CURL* curl, const std::string& to, std::string_view text, Duration ends) const {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(ends - SystemClock().Steady()).count();
    if (left <= 0) {
      return {CURLE_OPERATION_TIMEDOUT, 0, false};
    }
    const std::unique_ptr<curl_slist, ListCloser> recipient(
        curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipient.get());
    curl_easy_setopt(curl, CURLOPT_READDATA, &text);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(text.size()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(left));
    Answer answer;
    answer.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.whole = text.empty();
    return answer;
  }

  // The sender, the login or all addresses are wrong, which a person can mend while the alerts
  // wait.
  static Status Nobody(const std::vector<std::string>& closed, bool message_refused) {
    return Error(message_refused ? Errc::kRefused : Errc::kNetwork,
                 "mail: to " + Join(closed, "; "));
  }

  static Status PassOver(const std::vector<std::string>& closed) {
    for (const std::string& one : closed) {
      LogWarning("mail: to {}; the other readers have it", EscapeControls(one));
    }
    return Ok();
  }

  // When a mailbox would not take anything, the first and the last time; steady.
  struct Busy {
    Duration since;
    Duration last;
  };

  SinkOptions options_;
  std::map<std::string, std::set<std::string>> has_;  // by reader: those that others still lack
  std::map<std::string, Busy> busy_;                  // by reader
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeMailSink(const SinkOptions& options) {
  SinkOptions own = options;
  own.url = CW_TRY(ReadSecret(options.url, "mail"));
  own.user = CW_TRY(ReadSecret(options.user, "mail"));
  own.password = CW_TRY(ReadSecret(options.password, "mail"));
  if (!IsMailServer(own.url)) {
    return Error(Errc::kConfig, "mail: url wants smtp://host:port or smtps://host:port");
  }
  std::vector<std::string> mailboxes = own.to;
  mailboxes.push_back(own.from);
  const auto bad = std::find_if_not(mailboxes.begin(), mailboxes.end(), IsMailbox);
  if (own.to.empty() || bad != mailboxes.end()) {
    return Error(Errc::kConfig,
                 own.to.empty()
                     ? "mail: 'to' is missing"
                     : fmt::format("mail: '{}' is no address of a mailbox", EscapeControls(*bad)));
  }
  return std::unique_ptr<AlertSink>(std::make_unique<MailSink>(std::move(own)));
}

}  // namespace claimwatch
