window.YTD.tweets.part1 = [ {
  "tweet" : {
    "id_str" : "1380000000000000009",
    "created_at" : "Fri Apr 09 08:00:00 +0000 2021",
    "in_reply_to_status_id_str" : "1380000000000000008",
    "in_reply_to_user_id_str" : "-1",
    "full_text" : "@kim All sorted.",
    "lang" : "en"
  }
} ]
