#include "daemon/answer.h"

namespace claimwatch {

Answer AnswerOf(const Fetched& fetched) {
  Answer answer;
  answer.outcome = OutcomeOf(fetched);
  answer.given = GivenBy(fetched.page);
  answer.final_url = fetched.page.url.text();
  answer.permanent_target = PermanentTarget(fetched.page);
  answer.requested = fetched.page.requested.text();
  answer.hops = fetched.page.hops.size();
  answer.conditional = fetched.conditional;
  answer.downgraded = fetched.downgraded;
  answer.wire_bytes = fetched.wire_bytes;
  answer.http = fetched.http;
  answer.took = fetched.timings.total;
  answer.when = fetched.page.fetched;
  return answer;
}

}  // namespace claimwatch
