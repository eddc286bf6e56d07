use serde_json::{Value, json};

use crate::service::{Call, Service};

const FROM: &str = "FROM dtmi:contoso:climateMonitor;1";
/// The last minute before the frozen clock, in which a device sent from 11:59:05 to 12:00:00.
const MINUTE: &str = "WITHIN_WINDOW(PT1M)";

async fn rows(text: &str) -> Vec<Value> {
    Service::new().query(text).await.ok()["results"].as_array().unwrap().clone()
}

async fn refused(text: &str) -> String {
    Service::new().query(text).await.error(400, "BadRequest")
}

fn numbers(rows: &[Value], name: &str) -> Vec<f64> {
    rows.iter().map(|row| row[name].as_f64().unwrap_or_else(|| panic!("{name} of {row}"))).collect()
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[tokio::test]
async fn a_query_and_the_telemetry_endpoint_see_the_same_values() {
    let text = format!(
        "SELECT $ts, temperature, thermostat.temperature, location {FROM} WHERE $id = 'thermostat-02' AND {MINUTE}"
    );
    let rows = rows(&text).await;
    assert_eq!(rows.len(), 12);
    for row in rows {
        let service = Service::at(row["$ts"].as_str().unwrap());
        for (name, path) in [
            ("temperature", "telemetry/temperature"),
            ("thermostat.temperature", "components/thermostat/telemetry/temperature"),
            ("location", "telemetry/location"),
        ] {
            let last = service.get(&format!("/api/devices/thermostat-02/{path}")).await.ok();
            assert_eq!(last, json!({ "value": row[name], "timestamp": row["$ts"] }), "{name}");
        }
    }
}

#[tokio::test]
async fn rows_are_messages_newest_first() {
    let rows = rows(&format!("SELECT TOP 2 $id, $ts, temperature AS t {FROM} WHERE $id = \"thermostat-01\"")).await;
    let names: Vec<_> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["$id", "$ts", "t"]);
    assert_eq!((&rows[0]["$id"], &rows[0]["$ts"]), (&json!("thermostat-01"), &json!("2026-03-04T12:00:00Z")));
    assert_eq!(rows[1]["$ts"], "2026-03-04T11:59:55Z");
}

#[tokio::test]
async fn a_window_includes_both_ends() {
    let count = |window: &str| {
        let text =
            format!("SELECT COUNT(temperature) AS n {FROM} WHERE $id = 'thermostat-01' AND WITHIN_WINDOW({window})");
        async move { rows(&text).await[0]["n"].as_u64().unwrap() }
    };
    assert_eq!(count("PT1M").await, 12);
    assert_eq!(count("PT3S").await, 1);
    assert_eq!(count("PT2S").await, 0);
    assert_eq!(count("'2026-03-04T10:00:00Z/2026-03-04T10:01:00Z'").await, 13);
    assert_eq!(count("'2026-03-04T11:00:01+01:00/2026-03-04T10:00:59Z'").await, 11);
    assert_eq!(count("'2026-03-04T12:00:00Z/2027-01-01T00:00:00Z'").await, 1);
    assert_eq!(count("PT1M) AND WITHIN_WINDOW('2026-03-04T11:59:30Z/2026-03-04T12:30:00Z'").await, 7);
}

#[tokio::test]
async fn aggregates_are_those_of_the_rows() {
    let range = format!("{FROM} WHERE $id = 'thermostat-01' AND {MINUTE}");
    let rows_of = rows(&format!("SELECT temperature {range}")).await;
    let values = numbers(&rows_of, "temperature");
    let sum: f64 = values.iter().sum();
    let text = format!(
        "SELECT SUM(temperature), MAX(temperature), MIN(temperature), COUNT(temperature), AVG(temperature), \
         FIRST(temperature), LAST(temperature) {range}"
    );
    let aggregates = rows(&text).await;
    assert_eq!(aggregates.len(), 1);
    let number = |name: &str| aggregates[0][name].as_f64().unwrap();
    assert!(close(number("sum_temperature"), sum));
    assert!(close(number("avg_temperature"), sum / 12.0));
    assert_eq!(number("max_temperature"), values.iter().copied().fold(f64::MIN, f64::max));
    assert_eq!(number("min_temperature"), values.iter().copied().fold(f64::MAX, f64::min));
    assert_eq!(aggregates[0]["count_temperature"], 12);
    assert_eq!((number("last_temperature"), number("first_temperature")), (values[0], values[11]));
}

#[tokio::test]
async fn aggregates_of_nothing() {
    let text = format!(
        "SELECT COUNT(temperature), AVG(temperature), MAX(temperature), LAST(temperature) {FROM} WHERE $id = 'missing'"
    );
    let expected =
        json!({ "count_temperature": 0, "avg_temperature": null, "max_temperature": null, "last_temperature": null });
    assert_eq!(rows(&text).await, [expected]);
}

#[tokio::test]
async fn windows_are_aligned_and_newest_first() {
    let range = format!("{FROM} WHERE $id = 'thermostat-01' AND WITHIN_WINDOW(PT30M)");
    let groups = rows(&format!("SELECT AVG(temperature), COUNT(temperature) {range} GROUP BY WINDOW(PT10M)")).await;
    let starts: Vec<_> = groups.iter().map(|row| row["$ts"].as_str().unwrap()).collect();
    assert_eq!(
        starts,
        ["2026-03-04T12:00:00Z", "2026-03-04T11:50:00Z", "2026-03-04T11:40:00Z", "2026-03-04T11:30:00Z"]
    );
    let counts: Vec<_> = groups.iter().map(|row| row["count_temperature"].as_u64().unwrap()).collect();
    assert_eq!(counts, [1, 120, 120, 119]);

    let all = rows(&format!("SELECT $ts, temperature {range}")).await;
    let within: Vec<_> = all.iter().filter(|row| row["$ts"].as_str().unwrap().contains("T11:4")).cloned().collect();
    let mean = numbers(&within, "temperature").iter().sum::<f64>() / 120.0;
    assert!(close(groups[2]["avg_temperature"].as_f64().unwrap(), mean));
}

#[tokio::test]
async fn the_windows_start_may_be_selected_and_ordered_by() {
    let text = format!("SELECT $ts AS start, MAX(temperature) AS t {FROM} WHERE {MINUTE} GROUP BY WINDOW(PT30S)");
    for (order, expected) in
        [("", false), ("ORDER BY $ts ASC", true), ("ORDER BY start", true), ("ORDER BY start DESC", false)]
    {
        let rows = rows(&format!("{text} {order}")).await;
        assert_eq!(rows[0]["start"], rows[0]["$ts"]);
        assert_eq!(rows[0]["start"].as_str() < rows[1]["start"].as_str(), expected, "{order}");
    }
    let hottest = rows(&format!("{text} ORDER BY t DESC")).await;
    assert!(numbers(&hottest, "t").is_sorted_by(|left, right| left >= right));
}

#[tokio::test]
async fn a_query_reaches_back_a_week_at_most() {
    let text = format!("SELECT COUNT(temperature) AS n {FROM} WHERE $id = 'thermostat-01'");
    let week = rows(&text).await;
    assert_eq!(week[0]["n"], 7 * 24 * 60 * 12);
    assert_eq!(rows(&format!("{text} AND WITHIN_WINDOW(P30D)")).await, week);
    assert_eq!(rows(&format!("{text} AND WITHIN_WINDOW('2000-01-01T00:00:00Z/2030-01-01T00:00:00Z')")).await, week);
}

#[tokio::test]
async fn conditions_choose_devices_and_messages() {
    let rows_where = |condition: &str| {
        let text = format!("SELECT $id, temperature {FROM} WHERE {MINUTE} AND {condition}");
        async move { rows(&text).await }
    };
    let all = rows(&format!("SELECT $id, temperature {FROM} WHERE {MINUTE}")).await;
    assert_eq!(all.len(), 5 * 12);
    let limit = all[0]["temperature"].as_f64().unwrap();
    let count =
        |test: &dyn Fn(f64) -> bool| numbers(&all, "temperature").into_iter().filter(|value| test(*value)).count();
    for (operator, expected) in [
        (">", count(&|value| value > limit)),
        (">=", count(&|value| value >= limit)),
        ("<", count(&|value| value < limit)),
        ("<=", count(&|value| value <= limit)),
        ("=", count(&|value| value == limit)),
        ("!=", count(&|value| value != limit)),
        ("<>", count(&|value| value != limit)),
    ] {
        assert_eq!(rows_where(&format!("temperature {operator} {limit}")).await.len(), expected, "{operator}");
    }
    assert_eq!(rows_where(&format!("temperature IN [{limit}, -300]")).await.len(), count(&|value| value == limit));
    assert_eq!(rows_where("$id IN ['thermostat-01', \"thermostat-05\", 'missing']").await.len(), 24);
    assert_eq!(rows_where("$id != 'thermostat-01'").await.len(), 48);
    assert_eq!(rows_where("temperature = 'warm'").await.len(), 0);
    assert_eq!(rows_where("location.lat > 47 AND thermostat.temperature > -50").await.len(), 60);
}

#[tokio::test]
async fn keywords_are_case_blind() {
    let upper = rows(&format!(
        "SELECT TOP 3 $TS, AVG(temperature) AS t {FROM} WHERE {MINUTE} GROUP BY WINDOW(PT30S) ORDER BY t ASC"
    ))
    .await;
    let lower = rows(
        "select top 3 $ts as $TS, avg(temperature) as t from dtmi:contoso:climateMonitor;1 \
                               where within_window(pt1m) group by window(pt30s) order by t asc",
    )
    .await;
    assert_eq!(upper.len(), 3);
    assert_eq!(upper, lower);
}

#[tokio::test]
async fn raw_rows_can_be_ordered_by_what_they_hold() {
    let text = format!("SELECT $ts, humidity AS h {FROM} WHERE {MINUTE}");
    let ascending = rows(&format!("{text} ORDER BY h ASC")).await;
    assert!(numbers(&ascending, "h").is_sorted());
    let hidden = rows(&format!("{text} ORDER BY humidity DESC")).await;
    assert!(numbers(&hidden, "h").is_sorted_by(|left, right| left >= right));
    let oldest = rows(&format!("{text} ORDER BY $ts")).await;
    assert_eq!(oldest[0]["$ts"], "2026-03-04T11:59:05Z");
    assert_eq!(rows(&format!("SELECT TOP 4 temperature {FROM} WHERE {MINUTE} ORDER BY temperature")).await.len(), 4);
}

#[tokio::test]
async fn an_answer_has_at_most_ten_thousand_rows() {
    assert_eq!(rows(&format!("SELECT $ts {FROM}")).await.len(), 10_000);
    assert_eq!(rows(&format!("SELECT TOP 10000 $ts {FROM}")).await.len(), 10_000);
    assert!(refused(&format!("SELECT TOP 10001 $ts {FROM}")).await.contains("from 1 to 10000"));
}

#[tokio::test]
async fn text_items_and_operators_are_limited() {
    let padded = |length: usize| {
        let text = format!("SELECT TOP 1 $ts {FROM}");
        format!("{text}{}", " ".repeat(length - text.len()))
    };
    assert_eq!(rows(&padded(350)).await.len(), 1);
    assert!(refused(&padded(351)).await.contains("351 characters; at most 350"));

    let items = |count: usize| format!("SELECT TOP 1 {} {FROM}", vec!["temperature"; count].join(", "));
    assert_eq!(rows(&items(15)).await.len(), 1);
    assert!(refused(&items(16)).await.contains("at most 15 items"));

    // AND and OR count towards the limit, comparisons don't.
    let conditions = |count: usize, with: &str| {
        format!("SELECT TOP 1 $ts {FROM} WHERE {MINUTE} AND {}", vec!["humidity>0"; count].join(with))
    };
    assert_eq!(rows(&conditions(10, " AND ")).await.len(), 1);
    assert!(refused(&conditions(11, " AND ")).await.contains("at most 10 logical operators"));
    assert_eq!(rows(&conditions(10, " OR ")).await.len(), 1);
    assert!(refused(&conditions(11, " OR ")).await.contains("at most 10 logical operators"));
}

#[tokio::test]
async fn unreadable_documents_are_rejected_with_a_pointer() {
    let template = "dtmi:contoso:climateMonitor;1";
    for (text, expected) in [
        ("".to_owned(), "Position 1: expected SELECT, found the end"),
        ("DELETE $id".to_owned(), "Position 1: expected SELECT, found \"DELETE\""),
        (format!("SELECT * {FROM}"), "Position 8: unexpected '*'"),
        (format!("SELECT TOP x $id {FROM}"), "Position 12: expected a whole number"),
        ("SELECT $id".to_owned(), "Position 11: expected FROM, found the end"),
        ("SELECT $id FROM".to_owned(), "Position 16: expected a device template id"),
        ("SELECT $id FROM dtmi:other;1".to_owned(), "Position 17: there is no device template dtmi:other;1"),
        (format!("SELECT speed {FROM}"), "Position 8: the template has no telemetry speed; it has AvailableMemory"),
        (format!("SELECT $deleted {FROM}"), "Position 8: there is no $deleted; there are $id, $ts, $provisioned"),
        (format!("SELECT $template {FROM}"), "Position 8: $template is what FROM says"),
        (format!("SELECT temperature AS t, humidity AS t {FROM}"), "Position 26: two items are called t"),
        (format!("SELECT humidity, temperature AS humidity {FROM}"), "Position 18: two items are called humidity"),
        (format!("SELECT humidity AS h, temperature AS humidity {FROM}"), "Position 23: the alias humidity is what"),
        (format!("SELECT MEDIAN(temperature) {FROM}"), "Position 8: MEDIAN is no aggregate"),
        (format!("SELECT AVG(temperature {FROM}"), "Position 24: expected \")\""),
        (format!("SELECT AVG(location) {FROM}"), "Position 12: Avg needs numbers"),
        (format!("SELECT AVG(temperature), humidity {FROM}"), "Position 26: humidity is not aggregated"),
        (format!("SELECT $ts, AVG(temperature) {FROM}"), "Position 8: $ts is not aggregated"),
        (format!("SELECT humidity {FROM} GROUP BY WINDOW(PT1M)"), "Position 8: humidity is not aggregated"),
        (format!("SELECT $id FROM {template} WHERE"), "Position 52: expected a condition"),
        (format!("SELECT $id FROM {template} WHERE $id"), "Position 56: expected =, !="),
        (format!("SELECT $id FROM {template} WHERE $id = 'x"), "Position 59: the string is not closed by '"),
        (format!("SELECT $id FROM {template} WHERE $id IN ('x')"), "Position 60: expected \"[\""),
        (format!("SELECT $id FROM {template} WHERE ($id = 'x')"), "Position 53: expected a condition"),
        (format!("SELECT $id FROM {template} WHERE $id = 'x' OR"), "Position 65: expected a condition"),
        (format!("SELECT $id FROM {template} WHERE $ts > 'x'"), "expected an RFC 3339 time"),
        (format!("SELECT $id FROM {template} WHERE $ts > 5"), "expected an RFC 3339 time"),
        (format!("SELECT $id FROM {template} WHERE $ts = NULL"), "expected an RFC 3339 time"),
        (format!("SELECT $id FROM {template} WHERE humidity > NULL"), "expected a number"),
        (format!("SELECT $id FROM {template} WHERE $id IN [NULL]"), "expected a number"),
        (format!("SELECT $id FROM {template} WHERE WITHIN_WINDOW(30M)"), "expected an ISO 8601 duration"),
        (format!("SELECT $id FROM {template} WHERE WITHIN_WINDOW(P1M)"), "expected an ISO 8601 duration"),
        (format!("SELECT $id FROM {template} WHERE WITHIN_WINDOW('yesterday')"), "two RFC 3339 times"),
        (
            format!("SELECT $id FROM {template} WHERE WITHIN_WINDOW('2026-03-04T12:00:00Z/2026-03-04T11:00:00Z')"),
            "ends before it starts",
        ),
        (format!("SELECT AVG(humidity) FROM {template} GROUP BY $id"), "expected WINDOW, found \"$id\""),
        (format!("SELECT AVG(humidity) FROM {template} GROUP BY WINDOW(PT0S)"), "of a second or more"),
        (format!("SELECT AVG(humidity) FROM {template} ORDER BY humidity"), "the rows have no such column"),
        (format!("SELECT $id FROM {template} ORDER BY speed"), "no telemetry speed"),
        (format!("SELECT $id FROM {template} LIMIT 5"), "expected AND, OR, GROUP BY, ORDER BY or the end"),
        (format!("SELECT $id FROM {template} WHERE humidity > 1.2.3"), "\"1.2.3\" is not a number"),
    ] {
        let message = refused(&text).await;
        assert!(message.contains(expected) && message.contains("Position"), "{text}\n  {message}");
    }
}

#[tokio::test]
async fn hostile_text_is_refused_and_survived() {
    for text in [
        "SELECT \u{0}",
        "SELECT 💥",
        "SELECT $id FROM x WHERE '",
        "((((((((((",
        "SELECT - FROM x",
        "SELECT $id FROM x WHERE WITHIN_WINDOW(P9999999999999D)",
    ] {
        refused(text).await;
    }
    let far = format!("SELECT TOP 1 $ts {FROM} WHERE WITHIN_WINDOW(P7000000D)");
    assert_eq!(rows(&far).await.len(), 1);
}

#[tokio::test]
async fn the_body_holds_a_query() {
    let service = Service::new();
    for body in [json!({}), json!({ "query": 1 }), json!([])] {
        let call = Call::new("POST", "/api/query").json("application/json", &body);
        assert!(service.send(call).await.error(422, "UnprocessableEntity").contains("/query"));
    }
}
