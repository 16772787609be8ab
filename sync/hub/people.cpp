// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/people.h"

#include <span>

#include "core/base/uuid.h"
#include "core/json/value.h"

namespace wardlight::hub {
namespace {

storage::NewReference to_practitioner(const PractitionerId& id, const std::string& name) {
  json::Value resource;
  resource.set("resourceType", "Practitioner").set("id", id.value).set("active", true);
  resource.set("name", json::Value::array({json::Value().set("text", name)}));
  return {"Practitioner", id.value, json::write(resource), {}};
}

}  // namespace

Expected<PractitionerId> add_person(storage::HubStorage& storage, const NewPerson& person, const Clock& clock,
                                    RandomSource& random) {
  storage::StaffRow row;
  row.practitioner.value = make_uuid_v7(clock.now(), random);
  row.name = person.name;
  row.role = person.role;
  random.fill(row.salt);
  WL_TRY(row.stretched, crypto::stretch(person.pin, row.salt, person.cost));
  const auto practitioner = to_practitioner(row.practitioner, row.name);
  WL_CHECK(storage.put_references(std::span(&practitioner, 1), clock.now()));
  WL_CHECK(storage.put_staff(row));
  return row.practitioner;
}

}  // namespace wardlight::hub
