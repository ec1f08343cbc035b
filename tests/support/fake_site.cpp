#include "tests/support/fake_site.h"

#include <utility>

#include <fmt/core.h>

namespace claimwatch::testing {
namespace {

std::string Address(const HttpRequest& request) {
  return "http://" + request.host + request.path +
         (request.query.empty() ? "" : "?" + request.query);
}

std::string PathAndQuery(const HttpRequest& request) {
  return request.path + (request.query.empty() ? "" : "?" + request.query);
}

// The most particular of the forms under which `answers` may know the request.
template <typename Map>
typename Map::iterator Find(Map& answers, const HttpRequest& request) {
  for (const std::string& key : {Address(request), PathAndQuery(request), request.path}) {
    if (const auto found = answers.find(key); found != answers.end()) {
      return found;
    }
  }
  return answers.end();
}

bool Matches(const FakeAnswer& answer, const HttpRequest& request) {
  if (const std::string_view tag = request.Header("if-none-match"); !tag.empty()) {
    return tag == answer.etag;
  }
  const std::string_view since = request.Header("if-modified-since");
  return !since.empty() && since == answer.last_modified;
}

HttpResponse Respond(const FakeAnswer& answer, const HttpRequest& request) {
  HttpResponse response{answer.status, answer.headers, answer.body};
  if (!answer.etag.empty()) {
    response.headers.emplace_back("ETag", answer.etag);
  }
  if (!answer.last_modified.empty()) {
    response.headers.emplace_back("Last-Modified", answer.last_modified);
  }
  if (answer.status == 200 && Matches(answer, request)) {
    response.status = 304;
    response.body.clear();
    return response;
  }
  if (!answer.content_type.empty()) {
    response.headers.emplace_back("Content-Type", answer.content_type);
  }
  return response;
}

}  // namespace

FakeSite::FakeSite() {
  auto server = HttpServer::Start([this](const HttpRequest& request) { return Answer(request); });
  server_ = std::move(server).Take();
}

std::string FakeSite::Url(std::string_view path) const {
  return Origin() + std::string(path);
}

void FakeSite::Set(const std::string& where, FakeAnswer answer) {
  SetSequence(where, {std::move(answer)});
}

void FakeSite::SetSequence(const std::string& where, std::vector<FakeAnswer> answers) {
  const MutexLock lock(mutex_);
  functions_.erase(where);
  answers_[where] = std::move(answers);
}

void FakeSite::SetRss(const std::string& where, std::string body, std::string etag) {
  FakeAnswer answer;
  answer.body = std::move(body);
  answer.content_type = "application/rss+xml; charset=utf-8";
  answer.etag = std::move(etag);
  Set(where, std::move(answer));
}

void FakeSite::SetHtml(const std::string& where, std::string body) {
  FakeAnswer answer;
  answer.body = std::move(body);
  Set(where, std::move(answer));
}

void FakeSite::SetRedirect(const std::string& where, int status, std::string location) {
  FakeAnswer answer;
  answer.status = status;
  answer.headers.emplace_back("Location", std::move(location));
  Set(where, std::move(answer));
}

void FakeSite::SetAnswer(const std::string& where, HttpServer::Answer answer) {
  const MutexLock lock(mutex_);
  functions_[where] = std::move(answer);
}

void FakeSite::Remove(const std::string& where) {
  const MutexLock lock(mutex_);
  answers_.erase(where);
  functions_.erase(where);
}

void FakeSite::ForgetRequests() {
  const MutexLock lock(mutex_);
  remembers_ = false;
  requests_.clear();
}

std::vector<HttpRequest> FakeSite::Requests() const {
  const MutexLock lock(mutex_);
  return requests_;
}

std::vector<HttpRequest> FakeSite::Requests(const std::string& where) const {
  std::vector<HttpRequest> found = Requests();
  std::erase_if(found, [&](const HttpRequest& request) {
    return request.path != where && PathAndQuery(request) != where && Address(request) != where;
  });
  return found;
}

HttpResponse FakeSite::Answer(const HttpRequest& request) {
  if (observer_) {
    observer_(request);
  }
  HttpServer::Answer function;
  {
    const MutexLock lock(mutex_);
    if (remembers_) {
      requests_.push_back(request);
    }
    if (const auto found = Find(functions_, request); found != functions_.end()) {
      function = found->second;
    } else if (const auto answers = Find(answers_, request); answers != answers_.end()) {
      std::vector<FakeAnswer>& queue = answers->second;
      const FakeAnswer answer = queue.front();
      if (queue.size() > 1) {
        queue.erase(queue.begin());
      }
      return Respond(answer, request);
    }
  }
  if (function) {
    return function(request);
  }
  return HttpResponse{404, {{"Content-Type", "text/plain"}}, "not found\n"};
}

}  // namespace claimwatch::testing
