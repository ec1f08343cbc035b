#include "daemon/stamping.h"

#include "core/digest.h"
#include "daemon/post.h"
#include "storage/checkpoint.h"
#include "storage/timestamps.h"

namespace claimwatch {
namespace {

// http as well as https, as authorities have it: what they sign vouches for itself.
Result<std::string> Ask(const std::string& url, const std::string& request) {
  PostOrder order;
  order.url = url;
  order.schemes = "http,https";
  order.content_type = "application/timestamp-query";
  order.body = request;
  order.timeout = std::chrono::seconds(20);
  Result<std::string> answer = Post(order);
  return answer.ok() ? std::move(answer) : answer.error().At("time-stamp authority " + url);
}

}  // namespace

Result<Timestamp> StampLast(const std::filesystem::path& state_dir, const std::string& url,
                            const std::filesystem::path& roots) {
  const VerifierKey key = CW_TRY(ReadPublicKey(state_dir));
  const SignedCheckpoint last = CW_TRY(LastCheckpoint(state_dir, key));
  for (const StampedCheckpoint& one : CW_TRY(ReadTimestamps(state_dir, key)).stamped) {
    if (one.signed_checkpoint.note == last.note) {
      return one.stamp;
    }
  }
  const Digest digest = Sha256(last.note);
  const std::string request = CW_TRY(TimestampRequest(digest));
  const std::string answer = CW_TRY(Ask(url, request));
  CW_TRY(roots.empty() ? Ok() : CheckTimestamp(answer, digest, roots));
  return CW_TRY(KeepTimestamp(state_dir, key, answer)).stamp;
}

}  // namespace claimwatch
