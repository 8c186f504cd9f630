// Says in words when a passkey did not work, where the library would only write to the console.
document.addEventListener('allauth.error', function (event) {
  const words = document.getElementById('passkey-problem')
  if (words) {
    event.preventDefault()
    words.hidden = false
  }
})
