// Opens the passkey button once the page listens to it, and says in words when a passkey did not work.
document.addEventListener('DOMContentLoaded', function () {
  document.querySelectorAll('button[id^="passkey_"]').forEach(function (button) {
    button.disabled = false
  })
})
document.addEventListener('allauth.error', function (event) {
  const words = document.getElementById('passkey-problem')
  if (words) {
    event.preventDefault()
    words.hidden = false
  }
})
