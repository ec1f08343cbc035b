#include "daemon/answer.h"

namespace claimwatch {

Answer AnswerOf(const Fetched& fetched) {
  Answer answer;
  answer.outcome = OutcomeOf(fetched);
  answer.given = GivenBy(fetched.page);
  answer.final_url = fetched.page.url.text();
  answer.permanent_target = PermanentTarget(fetched.page);
  answer.when = fetched.page.fetched;
  return answer;
}

}  // namespace claimwatch
