#include "daemon/intake.h"

#include <charconv>

#include <fmt/core.h>

#include "core/text.h"

namespace claimwatch {

bool Intake::Stop(FetchFault fault, std::string error) {
  fault_ = fault;
  error_ = std::move(error);
  return false;
}

// "HTTP/1.1 200 OK": a new answer begins; what an interim one said is forgotten.
bool Intake::TakeStatusLine(std::string_view line) {
  if (++answers_ > limits_.interim_answers) {
    return Stop(FetchFault::kTooLarge,
                fmt::format("more than {} interim answers", limits_.interim_answers));
  }
  headers_.clear();
  const std::size_t blank = std::min(line.find(' '), line.size());
  http_ = std::string(line.substr(5, blank - 5));
  const std::string_view code = Trim(line.substr(blank));
  status_ = 0;
  std::from_chars(code.data(), code.data() + std::min<std::size_t>(code.size(), 3), status_);
  return true;
}

bool Intake::TakeHeaderLine(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > limits_.headers.count) {
    return Stop(FetchFault::kTooLarge,
                fmt::format("headers over {}", FormatBytes(limits_.headers)));
  }
  if (line.starts_with("HTTP/")) {
    return TakeStatusLine(line);
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return true;
  }
  if (++header_lines_ > limits_.header_lines) {
    return Stop(FetchFault::kTooLarge,
                fmt::format("more than {} header lines", limits_.header_lines));
  }
  if (!body_.empty()) {
    return true;  // a trailer
  }
  std::string name = AsciiLower(line.substr(0, colon));
  std::string value(Trim(line.substr(colon + 1)));
  if (name == "content-length") {
    const std::string_view before = FindHeader(headers_, name);
    if (!before.empty() && before != value) {
      return Stop(FetchFault::kProtocol, "two different Content-Length headers");
    }
  }
  headers_.emplace_back(std::move(name), std::move(value));
  return true;
}

bool Intake::TakeBody(std::string_view piece) {
  const std::uint64_t room =
      limits_.body.count - std::min<std::uint64_t>(limits_.body.count, body_.size());
  if (piece.size() <= room) {
    body_.append(piece);
    return true;
  }
  if (limits_.cut_body) {
    body_.append(piece.substr(0, room));
    enough_ = true;
    return false;
  }
  return Stop(FetchFault::kTooLarge, fmt::format("body over {}", FormatBytes(limits_.body)));
}

}  // namespace claimwatch
