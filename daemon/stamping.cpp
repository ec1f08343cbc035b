#include "daemon/stamping.h"

#include <utility>

#include "core/digest.h"
#include "daemon/post.h"
#include "storage/checkpoint.h"
#include "storage/timestamps.h"

namespace claimwatch {
namespace {

// http as well as https, as authorities have it: what they sign vouches for itself.
Result<std::string> Ask(const std::string& url, const std::string& request, std::stop_token stop) {
  PostOrder order;
  order.url = url;
  order.schemes = "http,https";
  order.content_type = "application/timestamp-query";
  order.body = request;
  order.timeout = std::chrono::seconds(20);
  order.stop = std::move(stop);
  Result<std::string> answer = Post(order);
  return answer.ok() ? std::move(answer) : answer.error().At("time-stamp authority " + url);
}

Status Check(std::string_view answer, const Digest& digest, const std::filesystem::path& roots) {
  return roots.empty() ? Ok() : CheckTimestamp(answer, digest, roots);
}

// One that was kept before.
Result<Timestamp> Checked(const StampedCheckpoint& kept, const std::filesystem::path& roots) {
  const Status holds = Check(kept.answer, kept.stamp.digest, roots);
  if (!holds.ok()) {
    return Error(holds.error().code(),
                 "the checkpoint has an earlier time stamp, which does not hold: " +
                     holds.error().message() + "; remove it from the folder timestamps");
  }
  return kept.stamp;
}

Result<Timestamp> StampThis(const Authority& authority, const VerifierKey& key,
                            const SignedCheckpoint& last, std::stop_token stop) {
  const Digest digest = Sha256(last.note);
  for (const StampedCheckpoint& one : CW_TRY(ReadTimestamps(authority.state_dir, key)).stamped) {
    if (one.stamp.digest == digest) {
      return Checked(one, authority.roots);
    }
  }
  const std::string request = CW_TRY(TimestampRequest(digest));
  const std::string answer = CW_TRY(Ask(authority.url, request, std::move(stop)));
  CW_TRY(Check(answer, digest, authority.roots));  // it may be for something else
  return KeepAnswer(authority.state_dir, key, answer, authority.roots);
}

}  // namespace

Result<std::optional<Timestamp>> StampLast(const Authority& authority, std::stop_token stop) {
  const auto missing = [](const auto& result) {
    return !result.ok() && result.error().code() == Errc::kNotFound;
  };
  const Result<VerifierKey> key = ReadPublicKey(authority.state_dir);
  if (missing(key)) {
    return std::optional<Timestamp>();
  }
  CW_TRY(key.ok() ? Ok() : Status(key.error()));
  const Result<SignedCheckpoint> last = LastCheckpoint(authority.state_dir, *key);
  if (missing(last)) {
    return std::optional<Timestamp>();
  }
  CW_TRY(last.ok() ? Ok() : Status(last.error()));
  return std::optional(CW_TRY(StampThis(authority, *key, *last, std::move(stop))));
}

Result<Timestamp> KeepAnswer(const std::filesystem::path& state_dir, const VerifierKey& key,
                             std::string_view answer, const std::filesystem::path& roots) {
  const Digest digest = CW_TRY(ReadTimestamp(answer)).digest;
  CW_TRY(Check(answer, digest, roots));
  const StampedCheckpoint kept = CW_TRY(KeepTimestamp(state_dir, key, answer));
  return kept.answer == answer ? kept.stamp : Checked(kept, roots);
}

}  // namespace claimwatch
